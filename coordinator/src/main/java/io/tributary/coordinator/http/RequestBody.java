package io.tributary.coordinator.http;

import io.tributary.coordinator.admission.FetchAhead;
import io.tributary.coordinator.admission.Pace;
import io.tributary.coordinator.upload.UploadBody;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, read by a blocking thread. It asks the network for a few buffers ahead of its reader, so what it holds is
 * bounded however fast the peer sends (I4): the rest waits in the peer. Until the first byte comes there need be no reader. A
 * peer that is slower than its pace is given up (I8).
 */
final class RequestBody implements UploadBody {
    /** How soon a peer that sends nothing is seen to be too slow, once it is. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private sealed interface Part {
        record Bytes(Buffer buffer) implements Part {}

        record End() implements Part {}

        record Broken(IOException cause) implements Part {}
    }

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final Promise<Void> begun = Promise.promise();
    private final HttpServerRequest request;
    private final Context context;
    private final Pace pace;
    private final FetchAhead ahead;
    private @Nullable Buffer current;
    private int taken;
    private int askedFor = 1;
    private long received;

    private RequestBody(HttpServerRequest request, Context context, Pace pace, Semaphore brisk) {
        this.request = request;
        this.context = context;
        this.pace = pace;
        this.ahead = new FetchAhead(brisk, pace.now());
    }

    /** Begins to read a paused request. Call on its event loop. */
    static RequestBody of(HttpServerRequest request, Context context, Pace pace, Semaphore brisk) {
        RequestBody body = new RequestBody(request, context, pace, brisk);
        request.handler(buffer -> body.add(new Part.Bytes(buffer)));
        request.endHandler(_ -> body.add(new Part.End()));
        request.exceptionHandler(
                cause -> body.add(new Part.Broken(new IOException("the connection broke: " + cause, cause))));
        if (request.response().closed()) { // nobody is told of an end that came before there was a handler
            body.add(new Part.Broken(new IOException("the connection broke before its body was read")));
        }
        request.fetch(1);
        return body;
    }

    private void add(Part part) {
        parts.add(part);
        if (part instanceof Part.Broken broken) {
            begun.tryFail(broken.cause());
        } else {
            begun.tryComplete();
        }
    }

    /** Completes, on the event loop, when there is something to read: until then no thread needs to wait. */
    Future<Void> begun() {
        return begun.future();
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException, InterruptedException {
        Buffer bytes = current;
        if (bytes == null) {
            bytes = next();
            taken = 0;
        }
        int count = Math.min(most, bytes.length() - taken);
        bytes.getBytes(taken, taken + count, into, from);
        taken += count;
        current = taken < bytes.length() ? bytes : null;
        return count;
    }

    private Buffer next() throws IOException, InterruptedException {
        Buffer bytes = take();
        received += bytes.length();
        askedFor--;
        int wanted = ahead.after(bytes.length(), pace.now());
        if (wanted - askedFor > wanted / 2) {
            ask(wanted - askedFor);
            askedFor = wanted;
        }
        return bytes;
    }

    /** Several at once, so that the reader does not wake the event loop for each. */
    private void ask(int buffers) {
        context.runOnContext(_ -> request.fetch(buffers));
    }

    private Buffer take() throws IOException, InterruptedException {
        while (true) {
            long left = pace.left(received).toNanos();
            if (left <= 0) {
                throw new IOException("the peer was slower than " + pace + ": it sent " + received + " bytes");
            }
            switch (parts.poll(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
                case null -> {}
                case Part.Bytes bytes -> {
                    return bytes.buffer();
                }
                case Part.End _ -> throw new EOFException("the body ended early");
                case Part.Broken broken -> throw broken.cause();
            }
        }
    }

    @Override
    public void giveUp(String why) {
        parts.add(new Part.Broken(new IOException(why)));
    }

    /** Nobody reads any more. */
    void end() {
        ahead.end();
    }

    /** How many buffers wait to be read. */
    int waiting() {
        return parts.size();
    }
}
