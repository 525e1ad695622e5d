"""The saga engine: plans of steps, a journal, a pure decision and the thin runner that obeys it. No I/O."""
