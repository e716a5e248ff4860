package io.tributary.loadtest.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Connections of one address that ask for something large and read it at 1 kB/s, in small segments. One that is ended begins again a
 * second later. One thread reads all of them in turn.
 */
final class TricklingReaders implements AutoCloseable {
    /** Not the address of those that are watched: a network of its own, as far as limits of addresses go. */
    private static final String FROM = "127.0.0.2";
    private static final int BYTES_A_SECOND = 1_000;
    private static final int SEGMENT = 536;
    private static final int RECEIVE_BUFFER = 2_048;
    private static final int TURNS = 10;
    private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1) / TURNS;

    private final InetSocketAddress to;
    private final List<Reader> readers;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final LongAdder bytes = new LongAdder();
    private final Thread thread;
    private volatile boolean closing;

    private TricklingReaders(InetSocketAddress to, List<String> requests) {
        this.to = to;
        this.readers = requests.stream().map(request -> new Reader(request.getBytes(StandardCharsets.US_ASCII)))
                .toList();
        this.thread = Thread.ofPlatform().name("trickling-readers").start(this::read);
    }

    /** One for each of these requests. */
    static TricklingReaders start(URI coordinator, List<String> requests) {
        return new TricklingReaders(new InetSocketAddress(coordinator.getHost(), coordinator.getPort()), requests);
    }

    /** Connections that are open now. */
    int open() {
        return open.get();
    }

    /** Connections that the coordinator ended so far. */
    int ended() {
        return ended.get();
    }

    /** Bytes that were read so far. */
    long bytes() {
        return bytes.sum();
    }

    private void read() {
        long next = System.nanoTime();
        for (int turn = 0; !closing; turn = (turn + 1) % TURNS) {
            int now = turn;
            IntStream.range(0, readers.size()).filter(reader -> reader % TURNS == now)
                    .forEach(reader -> readers.get(reader).step());
            next += TURN_NANOS;
            sleep(next - System.nanoTime());
        }
        readers.forEach(Reader::end);
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection after the other. Used by the one thread. */
    private final class Reader {
        private final byte[] request;
        private final ByteBuffer taken = ByteBuffer.allocate(BYTES_A_SECOND);
        private @Nullable SocketChannel channel;

        Reader(byte[] request) {
            this.request = request;
        }

        /** Begins, or reads what a second gives. */
        void step() {
            try {
                SocketChannel there = channel;
                if (there == null) {
                    channel = begin();
                    open.incrementAndGet();
                } else if (there.read(taken.clear()) < 0) {
                    lost();
                } else {
                    bytes.add(taken.position());
                }
            } catch (IOException broken) {
                lost();
            }
        }

        private SocketChannel begin() throws IOException {
            SocketChannel made = SocketChannel.open();
            boolean connected = false;
            try {
                made.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
                SegmentSize.set(made, SEGMENT);
                made.bind(new InetSocketAddress(FROM, 0));
                made.connect(to);
                made.write(ByteBuffer.wrap(request));
                made.configureBlocking(false);
                connected = true;
                return made;
            } finally {
                if (!connected) {
                    made.close();
                }
            }
        }

        private void lost() {
            ended.incrementAndGet();
            end();
        }

        void end() {
            SocketChannel there = channel;
            if (there != null) {
                channel = null;
                open.decrementAndGet();
                try {
                    there.close();
                } catch (IOException broken) {
                    throw new IllegalStateException("a socket cannot be closed", broken);
                }
            }
        }
    }

    /** Ends all of them; none is open any more when this returns. */
    void stop() throws InterruptedException {
        close();
        thread.join();
    }

    @Override
    public void close() {
        closing = true;
    }
}
