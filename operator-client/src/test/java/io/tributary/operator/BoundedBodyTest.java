package io.tributary.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

/** A body up to its bound, and one byte more. */
final class BoundedBodyTest {
    private final BoundedBody body = new BoundedBody(4);
    private final Pipe pipe = new Pipe();

    /** Where the bytes come from. */
    private static final class Pipe implements Subscription {
        private boolean cancelled;

        @Override
        public void request(long pieces) {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private CompletableFuture<byte[]> received() {
        return body.getBody().toCompletableFuture();
    }

    private Throwable failure() {
        return assertThrows(CompletionException.class, () -> received().join()).getCause();
    }

    private void give(int... sizes) {
        body.onNext(List.of(sizes.length == 1 ? new ByteBuffer[] {ByteBuffer.wrap(new byte[sizes[0]])}
                : new ByteBuffer[] {ByteBuffer.wrap(new byte[sizes[0]]), ByteBuffer.wrap(new byte[sizes[1]])}));
    }

    @Test
    void asManyBytesAsTheBoundAreKeptInOrder() {
        body.onSubscribe(pipe);
        body.onNext(List.of(ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3})));
        body.onNext(List.of(ByteBuffer.wrap(new byte[] {4})));
        body.onComplete();
        assertArrayEquals(new byte[] {1, 2, 3, 4}, received().join());
        assertFalse(pipe.cancelled);
    }

    @Test
    void oneByteMoreEndsTheExchange() {
        body.onSubscribe(pipe);
        give(3);
        assertFalse(received().isDone());
        give(1, 1);
        assertInstanceOf(BoundedBody.TooLongException.class, failure());
        assertEquals("the answer has more than 4 bytes", failure().getMessage());
        assertTrue(pipe.cancelled);
    }

    @Test
    void whatComesAfterTheBoundChangesNothing() {
        body.onSubscribe(pipe);
        give(5);
        give(1);
        body.onComplete();
        body.onError(new IOException("late"));
        assertInstanceOf(BoundedBody.TooLongException.class, failure());
    }

    @Test
    void aBrokenConnectionIsPassedOn() {
        IOException broken = new IOException("broken");
        body.onSubscribe(pipe);
        give(2);
        body.onError(broken);
        assertEquals(broken, failure());
    }
}
