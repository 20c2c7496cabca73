print("stashgate")
