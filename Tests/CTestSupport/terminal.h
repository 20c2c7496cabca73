#pragma once

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

// Opens the side of a new terminal from which a test reads, and tells the number of its other side in /dev/pts.
static inline int test_open_terminal(int *number) {
    int terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    int locked = 0;
    if (terminal < 0) return -errno;
    if (ioctl(terminal, TIOCSPTLCK, &locked) == 0 && ioctl(terminal, TIOCGPTN, number) == 0) return terminal;
    int error = errno;
    close(terminal);
    return -error;
}
