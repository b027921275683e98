"""The stages in order; the runner for one machine; what the operator decides."""
