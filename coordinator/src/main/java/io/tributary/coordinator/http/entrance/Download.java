package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.admission.InFlight;
import io.tributary.coordinator.admission.Pace;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.metrics.RequestMetrics.Cut;
import io.tributary.coordinator.store.ObjectReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/**
 * Sends one object piece by piece, each read when the one before is with the network: a slow reader holds one piece, and neither a thread nor a
 * place. Where too many download at once the oldest gives way, and a reader that is slower than the least rate is cut. Used by the event
 * loop of its request.
 */
public final class Download {
    /** Bytes of a piece. */
    static final int PIECE = 64 << 10;
    /** Objects that one device or operator downloads at once: many times what its client asks for. */
    static final int MOST_OF_ONE = 16;

    private final RoutingContext request;
    private final ObjectReader source;
    private final Parts parts;
    private final Pace pace;
    private final InFlight.Item item;
    private final long size;
    private long sent;

    /**
     * What downloads share.
     *
     * @param unfinished what all of them may hold together
     */
    public record Parts(Background background, Answers answers, InFlight unfinished, InstantSource durations) {}

    private Download(RoutingContext request, String owner, ObjectReader source, Parts parts) {
        this.request = request;
        this.source = source;
        this.parts = parts;
        this.size = source.size();
        this.pace = parts.answers().pace(parts.durations());
        this.item = parts.unfinished().begin(owner, () -> request.vertx().runOnContext(_ -> parts.answers().cut(request,
                Cut.NO_ROOM, "was the oldest unfinished download when there was no room for more")));
    }

    /**
     * Sends all of an object, and closes it.
     *
     * @param reply status and headers; its body is not sent
     * @param owner whose downloads are counted together
     * @return completes when the last byte is with the network
     */
    public static Future<Void> send(RoutingContext request, Reply reply, String owner, ObjectReader source,
            Parts parts) {
        HttpServerResponse response = request.response();
        Download download = new Download(request, owner, source, parts);
        response.setStatusCode(reply.status()).putHeader("content-length", Long.toString(download.size));
        reply.headers().forEach(response::putHeader);
        download.item.grow(PIECE);
        return download.next().eventually(download::end);
    }

    private Future<Void> next() {
        if (sent == size) {
            return request.response().end();
        }
        return parts.background().attempt(request.vertx(), Pool.DOWNLOADS, this::piece).compose(piece -> {
            Future<Void> written = request.response().write(piece);
            sent += piece.length();
            return parts.answers().inTime(request, pace.left(sent), written);
        }).compose(_ -> next());
    }

    private Buffer piece() {
        byte[] bytes = new byte[(int) Math.min(PIECE, size - sent)];
        source.read(sent, ByteBuffer.wrap(bytes));
        return Buffer.buffer(bytes);
    }

    private Future<Void> end() {
        item.end();
        source.close();
        return Future.succeededFuture();
    }
}
