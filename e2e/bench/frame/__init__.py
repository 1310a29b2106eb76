"""What every side-by-side benchmark needs: contenders' processes, an API server, measures from outside, tables."""
