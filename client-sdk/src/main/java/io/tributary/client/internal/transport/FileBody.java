package io.tributary.client.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Sends a file, or the rest of one, as the body of a request, from the thread that waits for the answer. Two pieces outside of the heap take
 * turns: one is read while the network takes the other one, and nothing is copied in between. One use.
 */
final class FileBody {
    private static final int PIECES = 2;
    private static final int PIECE_BYTES = 256 * 1024;
    private final HttpClientRequest request;
    private final Context context;
    private final Future<?> answer;
    private final Semaphore free = new Semaphore(PIECES);

    /**
     * A request that is written on its own event loop alone: one that is written on another thread while its connection closes disturbs
     * what belongs to the event loop.
     */
    record Open(HttpClientRequest request, Context context) {}

    /** @param answer ends the sending as soon as it is there, whatever it is */
    FileBody(Open open, Future<?> answer) {
        this.request = open.request();
        this.context = open.context();
        this.answer = answer;
        answer.onComplete(done -> free.release());
    }

    /**
     * Sends {@code [from .. to)} and ends the request, unless it is answered or broken before.
     *
     * @param silence how long the peer may be silent once the network has taken all of it
     * @throws IOException if the file cannot be read: the request is broken off
     * @throws InterruptedException if the calling thread is interrupted: the same
     */
    void send(FileChannel file, long from, long to, Duration silence) throws IOException, InterruptedException {
        try {
            write(file, from, to);
        } catch (IOException | InterruptedException unfinished) {
            request.reset();
            throw unfinished;
        }
        context.runOnContext(turn -> {
            if (!answer.isComplete()) {
                request.end().onSuccess(sent -> request.idleTimeout(silence.toMillis()));
            }
        });
    }

    private void write(FileChannel file, long from, long to) throws IOException, InterruptedException {
        ByteBuf[] pieces = Stream.generate(() -> Unpooled.directBuffer(PIECE_BYTES, PIECE_BYTES)).limit(PIECES)
                .toArray(ByteBuf[]::new);
        try {
            long at = from;
            for (int turn = 0; at < to; turn++) {
                free.acquire(); // writes are taken in order: the piece whose turn it is was taken
                if (answer.isComplete()) {
                    return;
                }
                ByteBuf piece = pieces[turn % PIECES].clear();
                fill(piece, file, at, (int) Math.min(PIECE_BYTES, to - at));
                at += piece.readableBytes();
                write(piece);
            }
        } finally {
            Stream.of(pieces).forEach(ByteBuf::release);
        }
    }

    private static void fill(ByteBuf piece, FileChannel file, long at, int length) throws IOException {
        while (piece.readableBytes() < length) {
            int done = piece.readableBytes();
            if (piece.writeBytes(file, at + done, length - done) < 0) {
                throw new EOFException("it became shorter while it was sent");
            }
        }
    }

    /** What breaks a write breaks the exchange too, which then has an answer. */
    private void write(ByteBuf piece) {
        piece.retain();
        context.runOnContext(turn -> (answer.isComplete() ? Future.succeededFuture()
                : request.write(BufferInternal.buffer(piece))).onComplete(done -> {
                    piece.release();
                    free.release();
                }));
    }
}
