/* Makes the calls of the C library that a save does fail, stop the process, come short or lie: loaded with LD_PRELOAD,
   armed from inside the process, so that neither its start nor anything else is hit. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ERROR, KILL, SHORT, LIE };
#define MOST 4096

static int armed, count, faults, nth[2], code[2], how[2];
static const char *seen[MOST];

void shim_arm(int n, int e, int m, int n2, int e2, int m2)
{
    nth[0] = n; code[0] = e; how[0] = m;
    nth[1] = n2; code[1] = e2; how[1] = m2;
    count = faults = 0;
    armed = 1;
}

int shim_disarm(void) { armed = 0; return count; }
int shim_faults(void) { return faults; }
const char *shim_name(int n) { return n >= 1 && n <= count && n <= MOST ? seen[n - 1] : ""; }

/* What to do at this call: -1 for nothing. */
static int fault(const char *name)
{
    if (!armed) return -1;
    if (count < MOST) seen[count] = name;
    count++;
    for (int i = 0; i < 2; i++)
        if (count == nth[i]) {
            faults++;
            if (how[i] == KILL) kill(getpid(), SIGKILL);
            errno = code[i];
            return how[i];
        }
    return -1;
}

#define REAL(result, name, types) \
    static result(*real) types; \
    if (!real) real = (result(*) types)dlsym(RTLD_NEXT, #name)

#define PLAIN(result, name, types, names, failed) \
    result name types \
    { \
        REAL(result, name, types); \
        return fault(#name) == ERROR ? failed : real names; \
    }

PLAIN(int, fsync, (int fd), (fd), -1)
PLAIN(int, fdatasync, (int fd), (fd), -1)
PLAIN(int, rename, (const char *a, const char *b), (a, b), -1)
PLAIN(int, renameat, (int d, const char *a, int e, const char *b), (d, a, e, b), -1)
PLAIN(int, link, (const char *a, const char *b), (a, b), -1)
PLAIN(int, linkat, (int d, const char *a, int e, const char *b, int f), (d, a, e, b, f), -1)
PLAIN(int, unlink, (const char *a), (a), -1)
PLAIN(int, unlinkat, (int d, const char *a, int f), (d, a, f), -1)
PLAIN(int, mkdir, (const char *a, mode_t m), (a, m), -1)
PLAIN(int, mkdirat, (int d, const char *a, mode_t m), (d, a, m), -1)
PLAIN(int, chmod, (const char *a, mode_t m), (a, m), -1)
PLAIN(int, fchmod, (int fd, mode_t m), (fd, m), -1)
PLAIN(int, fchmodat, (int d, const char *a, mode_t m, int f), (d, a, m, f), -1)
PLAIN(int, access, (const char *a, int m), (a, m), -1)
PLAIN(int, faccessat, (int d, const char *a, int m, int f), (d, a, m, f), -1)
PLAIN(int, utimensat, (int d, const char *a, const struct timespec t[2], int f), (d, a, t, f), -1)
PLAIN(int, futimens, (int fd, const struct timespec t[2]), (fd, t), -1)
PLAIN(int, ftruncate64, (int fd, off64_t n), (fd, n), -1)
PLAIN(int, truncate64, (const char *a, off64_t n), (a, n), -1)
PLAIN(int, stat64, (const char *a, struct stat64 *s), (a, s), -1)
PLAIN(int, lstat64, (const char *a, struct stat64 *s), (a, s), -1)
PLAIN(int, fstat64, (int fd, struct stat64 *s), (fd, s), -1)
PLAIN(int, fstatat64, (int d, const char *a, struct stat64 *s, int f), (d, a, s, f), -1)
PLAIN(off64_t, lseek64, (int fd, off64_t at, int from), (fd, at, from), -1)
PLAIN(ssize_t, readlink, (const char *a, char *b, size_t n), (a, b, n), -1)
PLAIN(ssize_t, readlinkat, (int d, const char *a, char *b, size_t n), (d, a, b, n), -1)
PLAIN(DIR *, opendir, (const char *a), (a), NULL)
PLAIN(DIR *, fdopendir, (int fd), (fd), NULL)
PLAIN(struct dirent64 *, readdir64, (DIR *d), (d), NULL)

int close(int fd)
{
    REAL(int, close, (int));
    if (fault("close") != ERROR) return real(fd);
    int wanted = errno;
    real(fd); /* a close that fails has let go of the file all the same */
    errno = wanted;
    return -1;
}

int closedir(DIR *d)
{
    REAL(int, closedir, (DIR *));
    if (fault("closedir") != ERROR) return real(d);
    int wanted = errno;
    real(d);
    errno = wanted;
    return -1;
}

ssize_t write(int fd, const void *data, size_t size)
{
    REAL(ssize_t, write, (int, const void *, size_t));
    switch (fault("write")) {
    case ERROR: return -1;
    case SHORT: return real(fd, data, size > 1 ? size / 2 : size);
    case LIE: return (ssize_t)size;
    default: return real(fd, data, size);
    }
}

ssize_t read(int fd, void *data, size_t size)
{
    REAL(ssize_t, read, (int, void *, size_t));
    int how = fault("read");
    if (how == ERROR) return -1;
    ssize_t got = real(fd, data, how == SHORT && size > 1 ? size / 2 : size);
    if (how == LIE && got > 0) memset((char *)data + got / 2, 0, (size_t)(got - got / 2));
    return got;
}

static mode_t mode_of(va_list rest) { return (mode_t)va_arg(rest, int); }

#define OPEN(name) \
    int name(const char *path, int flags, ...) \
    { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = mode_of(rest); \
        va_end(rest); \
        REAL(int, name, (const char *, int, ...)); \
        return fault("open") == ERROR ? -1 : real(path, flags, mode); \
    }

OPEN(open)
OPEN(open64)

int openat64(int folder, const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(rest);
    va_end(rest);
    REAL(int, openat64, (int, const char *, int, ...));
    return fault("open") == ERROR ? -1 : real(folder, path, flags, mode);
}
