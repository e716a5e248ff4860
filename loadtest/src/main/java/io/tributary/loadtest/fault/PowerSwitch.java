package io.tributary.loadtest.fault;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Takes the power from a mounted ext4: from then on nothing reaches its device, and what was neither fsynced nor written back is
 * gone when it is mounted again (EXT4_IOC_SHUTDOWN without a flush of the log, as xfstests do it).
 */
@SuppressWarnings("restricted") // calls into the C library, which is what this is for
final class PowerSwitch {
    /** {@code _IOR('X', 125, __u32)}, the same for ext4, f2fs and XFS. */
    private static final long SHUTDOWN = 0x8004587dL;
    private static final int NO_LOG_FLUSH = 2;
    private static final MethodHandle OPEN = function("open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle IOCTL = function("ioctl", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    private static final MethodHandle CLOSE = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private PowerSwitch() {}

    /** open and ioctl take more arguments after the second. */
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(name), descriptor,
                Linker.Option.firstVariadicArg(2));
    }

    /** Takes the power from whatever is mounted here. */
    static void off(Path mounted) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int file = (int) OPEN.invokeExact(arena.allocateFrom(mounted.toString()), 0);
            require(file >= 0, mounted + " could not be opened");
            MemorySegment flags = arena.allocateFrom(ValueLayout.JAVA_INT, NO_LOG_FLUSH);
            int done = (int) IOCTL.invokeExact(file, SHUTDOWN, flags);
            int closed = (int) CLOSE.invokeExact(file);
            require(done == 0 && closed == 0, mounted + " could not be shut down; this needs root and ext4");
        } catch (IOException refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a call of the C library failed", impossible);
        }
    }

    private static void require(boolean right, String complaint) throws IOException {
        if (!right) {
            throw new IOException(complaint);
        }
    }
}
