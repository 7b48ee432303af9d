print("galleond")
