package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.admission.InFlight;
import io.tributary.coordinator.admission.Pace;
import io.tributary.coordinator.metrics.RequestMetrics.Cut;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;

/**
 * Sends bytes that many may share piece by piece, each when the one before is with the network: a slow reader holds neither a thread, nor a
 * place, nor a copy. Where too many download at once the oldest gives way, and a reader that is slower than the least rate is cut. Used by the event
 * loop of its request.
 */
public final class Download {
    /** Bytes of a piece. */
    static final int PIECE = 64 << 10;
    /** Objects that one device or operator downloads at once: many times what its client asks for. */
    static final int MOST_OF_ONE = 16;

    private final RoutingContext request;
    private final Buffer source;
    private final Parts parts;
    private final Pace pace;
    private final InFlight.Item item;
    private int sent;

    /**
     * What downloads share.
     *
     * @param chunks what several are being sent
     * @param unfinished what all of them may hold together
     */
    public record Parts(Background background, SharedChunks chunks, Answers answers, InFlight unfinished,
            InstantSource durations) {}

    private Download(RoutingContext request, String owner, Buffer source, Parts parts) {
        this.request = request;
        this.source = source;
        this.parts = parts;
        this.pace = parts.answers().pace(parts.durations());
        this.item = parts.unfinished().begin(owner, () -> request.vertx().runOnContext(_ -> parts.answers().cut(request,
                Cut.NO_ROOM, "was the oldest unfinished download when there was no room for more")));
    }

    /**
     * Sends all of these bytes, which nobody changes.
     *
     * @param reply status and headers; its body is not sent
     * @param owner whose downloads are counted together
     * @return completes when the last byte is with the network
     */
    public static Future<Void> send(RoutingContext request, Reply reply, String owner, Buffer source,
            Parts parts) {
        HttpServerResponse response = request.response();
        Download download = new Download(request, owner, source, parts);
        response.setStatusCode(reply.status()).putHeader("content-length", Integer.toString(source.length()));
        reply.headers().forEach(response::putHeader);
        download.item.grow(PIECE);
        Promise<Void> done = Promise.promise();
        download.go(done);
        return done.future().eventually(download::end);
    }

    /** Sends what is left: as much at once as the network takes, and the rest when it takes more. */
    private void go(Promise<Void> done) {
        while (sent < source.length()) {
            int from = sent;
            sent = Math.min(source.length(), from + PIECE);
            Future<Void> written = request.response().write(source.slice(from, sent));
            if (!written.succeeded()) {
                parts.answers().inTime(request, pace.left(sent), written).onSuccess(_ -> go(done))
                        .onFailure(done::tryFail);
                return;
            }
        }
        request.response().end().onComplete(done);
    }

    private Future<Void> end() {
        item.end();
        return Future.succeededFuture();
    }
}
