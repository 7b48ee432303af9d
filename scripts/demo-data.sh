#!/usr/bin/env bash
# Fills three directories with data that a careless copy would not keep: about 330 MB in a few thousand files.
#   scripts/demo-data.sh PROJECTS MEDIA HOME
set -euo pipefail
projects=$1 media=$2 home=$3

# Thousands of small files.
for number in $(seq 1 20); do
  mkdir -p "$projects/team $number/src"
  head -c 1200000 /dev/urandom | split -b 7919 -a 3 - "$projects/team $number/src/file-"
done

# Large ones, a sparse disk image, and a file with space reserved ahead.
head -c 120000000 /dev/urandom >"$media/film.mkv"
head -c 90000000 /dev/urandom >"$media/concert.flac"
truncate -s 2G "$media/disk.img"
for offset in 0 300 900 2000; do
  head -c 1000000 /dev/urandom | dd of="$media/disk.img" bs=1M seek="$offset" conv=notrunc status=none
done
head -c 1000000 /dev/urandom >"$media/recording.wav"
fallocate --keep-size -l 20M "$media/recording.wav" 2>/dev/null || true

# Links, odd names, old times, pipes, modes, attributes, rules.
mkdir -p "$home/ann/mail" "$home/bob"
for number in $(seq 1 400); do
  head -c 200000 /dev/urandom >"$home/ann/mail/$number.eml"
done
for number in $(seq 1 50); do
  ln "$home/ann/mail/$number.eml" "$home/bob/shared-$number.eml"
done
ln -s ../ann/mail/1.eml "$home/bob/first"
ln -s /nowhere/at/all "$home/bob/dangling"
mkfifo "$home/bob/pipe"
printf 'x' >"$home/bob/$(printf 'a name\nwith two lines')"
printf 'x' >"$home/bob/$(printf 'not UTF-8: \xff\xfe')"
printf 'x' >"$home/bob/ends with a space "
printf 'x' >"$home/bob/--looks-like-an-option"
printf '#!/bin/sh\n' >"$home/bob/tool"
chmod 4755 "$home/bob/tool"
chmod 1777 "$home/ann"
touch -d '1999-12-31 23:59:59.123456789' "$home/bob/tool"
deep=$home/bob/deep
for number in $(seq 1 40); do deep+="/a-rather-long-directory-name-$number"; done
mkdir -p "$deep" && printf 'x' >"$deep/treasure"
setfattr -n user.galleon.colour -v blue "$home/bob/tool" 2>/dev/null || true
setfacl -m u:65534:r-- "$home/bob/tool" 2>/dev/null || true
