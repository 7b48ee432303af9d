import CLinux
import Glibc

extension CopyWorker {
  /// Gives a file the owner, mode, attributes, flags and times of another, in the order in which none of them undoes
  /// an earlier one: a new owner clears setuid and capabilities, writing an ACL changes the mode, everything changes
  /// times, and a locked file takes nothing any more. `present` is how the file is now; `isThorough` says that it was
  /// there before, `inherits` that it may have got something from its directory: then it may also have what the
  /// source has not. Answers with what differed.
  func applyMetadata(
    from source: FileReference, _ stat: FileStat, to file: FileReference, _ present: FileStat,
    isThorough: Bool, inherits: Bool, _ node: DirectoryNode, _ name: [UInt8]
  ) throws(MoverError) -> MetadataChange {
    let looksForMore = isThorough || inherits
    var changed: MetadataChange = []
    var permissions = stat.permissions
    var permissionsNow = present.permissions
    if stat.uid != present.uid || stat.gid != present.gid {
      let code = galleon_chown(file.descriptor, file.name, stat.uid, stat.gid)
      if code < 0 {
        guard pass.mayLose(.owners) else {
          throw failure("change the owner of", .destination, node, name, code)
        }
        // A program must not run as an owner it was not given to.
        permissions &= ~0o6000
      } else {
        changed.insert(.owner)
        permissionsNow &= ~0o6000
      }
    }
    if try copyAttributes(from: source, to: file, stat, isThorough: looksForMore, node, name) {
      changed.insert(.attributes)
    }
    if !stat.isSymlink, permissions != permissionsNow || changed.contains(.attributes) {
      let code = galleon_chmod(file.descriptor, file.name, permissions)
      guard code >= 0 else {
        throw failure("change the mode of", .destination, node, name, code)
      }
      if permissions != present.permissions { changed.insert(.mode) }
    }
    var flags: UInt32?
    if stat.isRegular || stat.isDirectory {
      flags = try flagsToSet(from: source.descriptor, to: file.descriptor, looksForMore)
    }
    if let early = flags, early & FileFlags.locking == 0 {
      if try setFlags(early, of: file.descriptor, node, name) { changed.insert(.flags) }
      flags = nil
    }
    if !changed.isEmpty || !stat.sameModificationTime(as: present) || !isThorough {
      let code = galleon_set_times(
        file.descriptor, file.name, stat.atime_sec, Int64(stat.atime_nsec), stat.mtime_sec,
        Int64(stat.mtime_nsec))
      guard code >= 0 else {
        throw failure("set the times of", .destination, node, name, code)
      }
      if !stat.sameModificationTime(as: present) { changed.insert(.times) }
    }
    if let flags {
      if stat.nlink > 1, stat.isRegular {
        // A locked file takes no further names.
        let place = LinkGroups.Name(directory: node, name: name)
        pass.toLock.withLock { $0.append((place, flags)) }
        changed.insert(.flags)
      } else if try setFlags(flags, of: file.descriptor, node, name) {
        changed.insert(.flags)
      }
    }
    return changed
  }

  // MARK: Flags

  /// The flags the destination should get; nil when it has them.
  private func flagsToSet(
    from source: Int32, to destination: Int32, _ isThorough: Bool
  ) throws(MoverError) -> UInt32? {
    var wanted: UInt32 = 0
    // A file system without flags says so here; a file there has none.
    if galleon_get_flags(source, &wanted) < 0 { wanted = 0 }
    wanted &= FileFlags.carried
    if wanted == 0 && !isThorough { return nil }
    var present: UInt32 = 0
    if galleon_get_flags(destination, &present) < 0 { present = 0 }
    if present & FileFlags.carried == wanted { return nil }
    return present & ~FileFlags.carried | wanted
  }

  /// Whether they were set.
  private func setFlags(
    _ flags: UInt32, of descriptor: Int32, _ node: DirectoryNode, _ name: [UInt8]
  ) throws(MoverError) -> Bool {
    let code = galleon_set_flags(descriptor, flags)
    if code < 0, pass.mayLose(.flags) { return false }
    guard code >= 0 else {
      throw failure("set the flags of", .destination, node, name, code)
    }
    return true
  }

  // MARK: Extended attributes

  /// Whether any differed. ACLs and file capabilities are attributes too.
  private func copyAttributes(
    from source: FileReference, to file: FileReference, _ stat: FileStat, isThorough: Bool,
    _ node: DirectoryNode, _ name: [UInt8]
  ) throws(MoverError) -> Bool {
    let names = try attributeNames(of: source, .source, node, name)
    let present = isThorough ? try attributeNames(of: file, .destination, node, name) : []
    if names.isEmpty && present.isEmpty { return false }
    var changed = false
    for attribute in names {
      let isPresent = present.contains(attribute)
      if try copyAttribute(attribute, from: source, to: file, stat, isPresent, node, name) {
        changed = true
      }
    }
    for attribute in present where !names.contains(attribute) {
      // Labels are the business of the security module that set them.
      if attribute.text == "security.selinux" { continue }
      let code = attribute.bytes.withCString {
        galleon_remove_xattr(file.descriptor, file.path, $0)
      }
      if code == -ENODATA { continue }
      guard code >= 0 || pass.mayLose(.xattrs) else {
        throw failure(
          "remove the attribute \(attribute.text) of", .destination, node, name, code)
      }
      changed = true
    }
    return changed
  }

  private func copyAttribute(
    _ attribute: AttributeName, from source: FileReference, to file: FileReference,
    _ stat: FileStat, _ isPresent: Bool, _ node: DirectoryNode, _ name: [UInt8]
  ) throws(MoverError) -> Bool {
    // The kernel's limit for one value is 64 KiB (xattr(7)).
    let capacity = 1 << 16
    let size = Int(
      attribute.bytes.withCString {
        galleon_get_xattr(source.descriptor, source.path, $0, buffer, capacity)
      })
    if size == -Int(ENODATA) { return false }
    guard size >= 0 else {
      throw failure("read the attribute \(attribute.text) of", .source, node, name, size)
    }
    if isPresent {
      let other = Int(
        attribute.bytes.withCString {
          galleon_get_xattr(file.descriptor, file.path, $0, otherBuffer, capacity)
        })
      if other == size, memcmp(buffer, otherBuffer, size) == 0 { return false }
    }
    func set() -> Int32 {
      attribute.bytes.withCString {
        galleon_set_xattr(file.descriptor, file.path, $0, buffer, size)
      }
    }
    var code = set()
    if code == -EACCES, !stat.isSymlink {
      // Without root a file's own mode can be in the way; it is set right afterwards.
      _ = galleon_chmod(file.descriptor, file.name, stat.permissions | 0o600)
      code = set()
    }
    if code < 0, pass.mayLose(.xattrs), code != -ENOSPC { return false }
    guard code >= 0 else {
      throw failure("set the attribute \(attribute.text) of", .destination, node, name, code)
    }
    return true
  }

  private func attributeNames(
    of file: FileReference, _ side: MoverError.Side, _ node: DirectoryNode, _ name: [UInt8]
  ) throws(MoverError) -> [AttributeName] {
    let size = Int(
      galleon_list_xattr(
        file.descriptor, file.path, buffer.assumingMemoryBound(to: CChar.self), 1 << 16))
    if size == 0 || size == -Int(EOPNOTSUPP) { return [] }
    if side == .source && size < 0 && ErrorNumber(Int32(-size)).meansVanished {
      // Gone since it was opened by its name: the next pass sees that, and removes the copy.
      noteVanished(node, name)
      return []
    }
    guard size > 0 else { throw failure("list the attributes of", side, node, name, size) }
    return AttributeName.split(UnsafeRawBufferPointer(start: buffer, count: size))
  }
}
