// Nanoseconds of encoding and decoding with C++ protobuf: `cpp-codec DIRECTORY`; a line for each message of the directory:
// name, encode, decode. A fresh message and a fresh buffer each time, as the Swift codecs do. The best of nine times some
// twenty milliseconds.
#include <algorithm>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "galleon/v1/migration_service.pb.h"

// Nanoseconds: others may use the machine.
static double processorTime() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

template <typename Body> static double best(Body body) {
  long count = 16;
  double best = 1e18;
  for (int measured = 0; measured < 9;) {
    double begun = processorTime();
    size_t kept = 0;
    for (long i = 0; i < count; i++) kept += body();
    double taken = processorTime() - begun;
    if (taken < 2e7 || kept == 0) {
      count *= 2;
      continue;
    }
    best = std::min(best, taken / count);
    measured++;
  }
  return best;
}

template <typename Message> static void measure(const char *name, const std::string &directory) {
  std::ifstream file(directory + "/" + name, std::ios::binary);
  std::stringstream stream;
  stream << file.rdbuf();
  std::string bytes = stream.str();
  Message message;
  if (!message.ParseFromString(bytes)) exit(1);
  double encode = best([&] {
    std::vector<uint8_t> out(message.ByteSizeLong());
    message.SerializeWithCachedSizesToArray(out.data());
    return out.size();
  });
  double decode = best([&] {
    Message fresh;
    return fresh.ParseFromString(bytes) ? 1 : 0;
  });
  std::cout << name << " " << encode << " " << decode << "\n";
}

int main(int, char **words) {
  measure<galleon::v1::GetMigrationProgressResponse>("small", words[1]);
  measure<galleon::v1::GetMigrationResponse>("large", words[1]);
}
