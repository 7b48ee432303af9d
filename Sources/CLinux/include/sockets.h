#pragma once

// accept4(2) with no peer address: its sockaddr argument is a transparent union that Swift cannot pass as nil.
int galleon_accept4(int socket, int flags);
