package io.tributary.operator;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A response body in memory, of a bounded size. One byte more than the bound ends the exchange, and nothing further is read. */
final class BoundedBody implements BodySubscriber<byte[]> {
    /** The body was longer than its bound. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        private TooLongException(int most) {
            super("the answer has more than " + most + " bytes");
        }
    }

    private final BodySubscriber<byte[]> kept = BodySubscribers.ofByteArray();
    private final int most;
    private @Nullable Subscription subscription;
    private long received;

    BoundedBody(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return kept.getBody();
    }

    @Override
    public void onSubscribe(Subscription given) {
        this.subscription = given;
        kept.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        if (received > most) {
            return; // what was under way when the subscription was cancelled
        }
        received += pieces.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received > most) {
            Objects.requireNonNull(subscription, "onSubscribe comes first").cancel();
            kept.onError(new TooLongException(most));
        } else {
            kept.onNext(pieces);
        }
    }

    @Override
    public void onError(Throwable failed) {
        kept.onError(failed);
    }

    @Override
    public void onComplete() {
        if (received <= most) {
            kept.onComplete();
        }
    }
}
