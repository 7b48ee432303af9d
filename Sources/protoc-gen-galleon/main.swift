print("protoc-gen-galleon")
