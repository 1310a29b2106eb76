"""The benchmarks, one module each; frame/command.py says what a module must have."""
