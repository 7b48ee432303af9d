"""Python's protobuf as the judge of ours.

Reads requests from standard input and answers each on standard output, in frames: a length of four
bytes, most significant first, and as many bytes. A request is a letter, a length of four bytes for
each part, and the parts.

  F file                 adds a serialised FileDescriptorProto; answers nothing
  N                      answers the full names of all messages, one a line
  R name seed            answers a random message
  J name bytes           answers "+" and what the message means to Python, as bytes that can be compared; or "-"
                         and why it refuses; or "?" if there is nothing to compare, because Python keeps a map's
                         entry with unknown fields in it out of the map, which the specification does not ask for
"""

import random
import struct
import sys

try:
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
    from google.protobuf.message import DecodeError
    from google.protobuf.unknown_fields import UnknownFieldSet
except ImportError as error:
    sys.exit(f"{sys.executable} has no protobuf ({error})")

pool = descriptor_pool.DescriptorPool()
names = []


def add_file(data):
    file = descriptor_pb2.FileDescriptorProto.FromString(data)
    pool.Add(file)

    def visit(prefix, messages):
        for message in messages:
            if not message.options.map_entry:
                names.append(prefix + message.name)
                visit(prefix + message.name + ".", message.nested_type)

    visit(file.package + ".", file.message_type)
    return b""


def message_class(name):
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(name.decode()))


INTEGERS = {
    1: (-(2**31), 2**31 - 1),
    2: (-(2**63), 2**63 - 1),
    3: (0, 2**32 - 1),
    4: (0, 2**64 - 1),
}
FLOATS = [0.0, -0.0, 1.5, -2.25, 1e-40, 3.4e38, float("inf"), float("-inf"), float("nan")]
TEXTS = ["", "a", "\0", "a\0evil", "é", "漢字", "🚢", "x" * 15, "x" * 16, "galleon" * 40]


def random_value(field, rng, depth):
    kind = field.cpp_type
    if kind in INTEGERS:
        low, high = INTEGERS[kind]
        return rng.choice([0, 1, low, high, rng.randint(low, high), rng.randint(0, 300)])
    if kind in (field.CPPTYPE_DOUBLE, field.CPPTYPE_FLOAT):
        return rng.choice(FLOATS + [rng.uniform(-1e6, 1e6)])
    if kind == field.CPPTYPE_BOOL:
        return rng.random() < 0.5
    if kind == field.CPPTYPE_ENUM:
        known = [value.number for value in field.enum_type.values]
        return rng.choice(known + [77, -5, 2**31 - 1])
    if field.type == field.TYPE_STRING:
        return rng.choice(TEXTS)
    return rng.choice([b"", b"\0", b"\xff\xfe", bytes(rng.randrange(256) for _ in range(20))])


def fill(message, rng, depth):
    for field in message.DESCRIPTOR.fields:
        if rng.random() < (0.5 if depth == 0 else 0.8):
            continue
        if is_map(field):
            fill_map(getattr(message, field.name), field, rng, depth)
        elif field.is_repeated if hasattr(field, "is_repeated") else field.label == 3:
            for _ in range(rng.choice([0, 1, 2, 5])):
                if field.message_type:
                    if depth < 4:
                        fill(getattr(message, field.name).add(), rng, depth + 1)
                else:
                    getattr(message, field.name).append(random_value(field, rng, depth))
        elif field.message_type:
            if depth < 4:
                getattr(message, field.name).SetInParent()
                fill(getattr(message, field.name), rng, depth + 1)
        else:
            setattr(message, field.name, random_value(field, rng, depth))


def fill_map(container, field, rng, depth):
    key, value = (field.message_type.fields_by_name[name] for name in ("key", "value"))
    for _ in range(rng.choice([0, 1, 2, 4])):
        if not value.message_type:
            container[random_value(key, rng, depth)] = random_value(value, rng, depth)
        elif depth < 4:
            fill(container[random_value(key, rng, depth)], rng, depth + 1)


def random_message(name, seed):
    message = message_class(name)()
    fill(message, random.Random(seed), 0)
    return message.SerializeToString()


class HiddenEntry(Exception):
    """A map's entry that Python keeps among the unknown fields."""


def is_map(field):
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def unknown_fields(message):
    """The unknown fields of a message and of all in it, without how their tags and lengths are written."""
    maps = {field.number for field in message.DESCRIPTOR.fields if is_map(field)}
    own = plain(UnknownFieldSet(message))
    if any(number in maps and wire == 2 for number, wire, _ in own):
        raise HiddenEntry
    inner = []
    for field, value in message.ListFields():
        if is_map(field):
            if field.message_type.fields_by_name["value"].message_type:
                inner += [(field.number, key, unknown_fields(value[key])) for key in sorted(value)]
        elif field.message_type and hasattr(value, "add"):
            inner += [(field.number, index, unknown_fields(item)) for index, item in enumerate(value)]
        elif field.message_type:
            inner.append((field.number, 0, unknown_fields(value)))
    return own, inner


def plain(fields):
    return [
        (field.field_number, field.wire_type, plain(field.data) if field.wire_type == 3 else field.data)
        for field in fields
    ]


def judge(name, data):
    try:
        message = message_class(name).FromString(data)
        unknown = repr(unknown_fields(message)).encode()
    except DecodeError as error:
        return b"-" + str(error).encode()
    except HiddenEntry:
        return b"?"
    message.DiscardUnknownFields()
    return b"+" + message.SerializeToString(deterministic=True) + unknown


def list_names():
    return "\n".join(names).encode()


COMMANDS = {b"F": add_file, b"N": list_names, b"R": random_message, b"J": judge}


def answer(data):
    sys.stdout.buffer.write(struct.pack(">I", len(data)) + data)
    sys.stdout.buffer.flush()


def main():
    answer(b"ready")
    while header := sys.stdin.buffer.read(4):
        request = sys.stdin.buffer.read(struct.unpack(">I", header)[0])
        parts, position = [], 1
        while position < len(request):
            (length,) = struct.unpack_from(">I", request, position)
            parts.append(request[position + 4 : position + 4 + length])
            position += 4 + length
        answer(COMMANDS[request[:1]](*parts))


main()
