print("galleon")
