/// A tree with one of everything that a careless copy loses.
enum EverythingTree {
  /// What any user can make.
  static let ordinary = #"""
    mkdir -p d e/f
    echo hi > d/a; echo hi2 > 'd/b c'; printf x > d/$'new\nline'; printf x > d/$'not UTF-8 \xff\xfe'
    printf x > 'd/--option'; printf x > 'd/ends with a space '; : > d/empty
    ln -s target d/link; ln d/link e/link2; ln -s /nowhere/at/all d/dangling; ln -s . d/loop
    mkfifo d/pipe; ln d/pipe e/pipe2; chmod 1751 d/pipe
    python3 -c "import socket; socket.socket(socket.AF_UNIX).bind('d/socket')"
    truncate -s 10M d/sparse; head -c 131072 /dev/urandom | dd of=d/sparse bs=64k seek=10 conv=notrunc status=none
    truncate -s 5M d/hole-only; printf tail > d/tail; truncate -s 3M d/tail
    head -c 3000000 /dev/urandom > e/big; ln e/big d/big2; ln e/big e/f/big3
    chmod 0 d/empty; chmod 4711 d/a; chmod 1777 e
    touch -d '1999-12-31 23:59:59.123456789' d/a; touch -h -d '2001-01-01 01:01:01.111111111' d/link
    touch -d '2002-02-02 02:02:02.222222222' d e/f; touch -d '1960-01-01 00:00:00' d/tail
    touch -d '2010-10-10 10:10:10.5' d/pipe d/socket d/sparse
    """#

  /// What depends on the file system.
  static let reserved = #"""
    fallocate -l 3M d/reserved; echo a > d/beyond; fallocate -n -l 5M d/beyond
    echo data | dd of=d/beyond conv=notrunc status=none
    """#

  static let attributes = #"""
    setfattr -n user.colour -v blue d/a; setfattr -n user.empty e; setfattr -n user.colour -v red e/big
    setfacl -m u:1000:r d/a; setfacl -d -m u:1000:rx e; setfacl -m g:77:rwx e/f
    """#

  /// What takes root.
  static let privileged = #"""
    mknod d/console c 5 7; mknod d/disk b 7 99; setfacl -m u:5:rw d/disk
    setfattr -n trusted.t -v 1 d/pipe; setfattr -n trusted.t -v 1 d/a; setfattr -h -n trusted.l -v q d/link
    setfattr -n security.label -v z e/big
    echo capable > d/capable; setcap cap_net_raw+ep d/capable
    echo suid > d/suid; chown 12:34 d/suid; chmod 6755 d/suid; chown -h 5:6 d/link; chown 9:9 d/pipe d/socket
    chown 99:98 e/f; chmod 0500 e/f; chgrp 33 e; chmod g+s e; echo inherits > e/inherits; mkdir e/sub
    """#

  static let flags = #"""
    echo i > d/immutable; echo a > d/append; echo n > d/nodump; chattr +i d/immutable; chattr +a d/append
    chattr +dA d/nodump; mkdir locked appending; echo x > locked/x; echo l > locked/l; ln locked/l locked/l2
    ln locked/l e/l3; chattr +i locked/l; chattr +a appending; chattr +i locked
    """#

  static func script(isRoot: Bool) -> String {
    let common = [ordinary, reserved, attributes]
    return (isRoot ? common + [privileged, flags] : common).joined(separator: "\n")
  }
}
