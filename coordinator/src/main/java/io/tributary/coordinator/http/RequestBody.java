package io.tributary.coordinator.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, read by a blocking thread. It asks the network for a few buffers ahead and for one more with each it has
 * used up, so what it holds is bounded however fast the peer sends (I4): the rest waits in the peer. A peer that takes longer
 * than a minute to send what is read at once is given up, so that a slow one cannot hold its place for ever (I8).
 */
final class RequestBody implements UploadBody {
    /** Buffers asked for ahead. */
    static final int AHEAD = 8;
    /** Asked for at once, so that the reader does not wake the event loop for each buffer. */
    private static final int STEP = AHEAD / 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private sealed interface Part {
        record Bytes(Buffer buffer) implements Part {}

        record End() implements Part {}

        record Broken(Throwable cause) implements Part {}
    }

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final HttpServerRequest request;
    private final Context context;
    private @Nullable Buffer present;
    private int used;
    private int usedUp;

    private RequestBody(HttpServerRequest request, Context context) {
        this.request = request;
        this.context = context;
    }

    /** Begins to read a paused request. Call on its event loop. */
    static RequestBody of(HttpServerRequest request, Context context) {
        RequestBody body = new RequestBody(request, context);
        request.handler(buffer -> body.parts.add(new Part.Bytes(buffer)));
        request.endHandler(_ -> body.parts.add(new Part.End()));
        request.exceptionHandler(cause -> body.parts.add(new Part.Broken(cause)));
        request.fetch(AHEAD);
        return body;
    }

    @Override
    public void read(byte[] into) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        int filled = 0;
        while (filled < into.length) {
            Buffer from = present == null ? next(until - System.nanoTime()) : present;
            int count = Math.min(into.length - filled, from.length() - used);
            from.getBytes(used, used + count, into, filled);
            filled += count;
            used += count;
            present = from;
            if (used == from.length()) {
                present = null;
                used = 0;
                askForMore();
            }
        }
    }

    private void askForMore() {
        if (++usedUp % STEP == 0) {
            context.runOnContext(_ -> request.fetch(STEP));
        }
    }

    private Buffer next(long nanos) throws IOException, InterruptedException {
        return switch (parts.poll(nanos, TimeUnit.NANOSECONDS)) {
            case null ->
                    throw new IOException("the peer was too slow: it had " + PATIENCE.toSeconds() + " s for a chunk");
            case Part.Bytes bytes -> bytes.buffer();
            case Part.End _ -> throw new EOFException("the body ended early");
            case Part.Broken broken -> throw new IOException("the connection broke", broken.cause());
        };
    }

    /** How many buffers wait to be read. */
    int waiting() {
        return parts.size();
    }
}
