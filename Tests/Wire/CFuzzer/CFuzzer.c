#include "CFuzzer.h"

// libFuzzer's own main, which is linked but is not the program's, asks for it.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return 0; }
