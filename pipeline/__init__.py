"""An English news article goes in; a correct, attributed, right-to-left Arabic publication comes out as JSON."""
