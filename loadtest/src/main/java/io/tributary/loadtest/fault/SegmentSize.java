package io.tributary.loadtest.fault;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;

/**
 * The largest TCP segment of a connection, which Java has no option for. A peer that asks for small ones also keeps the other side's
 * kernel from taking much of what is sent: the rest waits in the program. Linux alone.
 */
@SuppressWarnings("restricted") // a system call
final class SegmentSize {
    /** Numbers of Linux. */
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_MAXSEG = 2;
    private static final MethodHandle SETSOCKOPT = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("setsockopt"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

    private SegmentSize() {}

    /** Sets it on a channel that is not connected yet. */
    static void set(SocketChannel channel, int bytes) throws IOException {
        int result;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocateFrom(ValueLayout.JAVA_INT, bytes);
            result = (int) SETSOCKOPT.invokeExact(descriptor(channel), IPPROTO_TCP, TCP_MAXSEG, value,
                    (int) ValueLayout.JAVA_INT.byteSize());
        } catch (IOException failed) {
            throw failed;
        } catch (Throwable broken) {
            throw new IOException("setsockopt cannot be called", broken);
        }
        if (result != 0) {
            throw new IOException("the system takes no segments of " + bytes + " bytes");
        }
    }

    private static int descriptor(SocketChannel channel) throws IOException {
        try {
            Method number = channel.getClass().getMethod("getFDVal");
            number.setAccessible(true);
            return (int) number.invoke(channel);
        } catch (ReflectiveOperationException closed) {
            throw new IOException("this JDK does not tell the descriptor of a channel", closed);
        }
    }
}
