package io.tributary.client.internal.transport;

import io.tributary.client.internal.transport.Exchange.Answer;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** The header fields of resumable uploads, in the manner of draft-ietf-httpbis-resumable-upload. */
final class ResumableUpload {
    private static final String OFFSET = "upload-offset";
    private static final String COMPLETE = "upload-complete";
    private static final String YES = "?1";
    private static final String TYPE = "content-type";

    private ResumableUpload() {}

    /** Fields of a request that carries everything from an offset on. */
    static Map<String, String> fields(long from) {
        return from == 0 ? Map.of(TYPE, "application/octet-stream")
                : Map.of(TYPE, "application/partial-upload", OFFSET, Long.toString(from), COMPLETE, YES);
    }

    /** What an answer to HEAD says of an upload of this length. */
    static Future<Optional<Held>> held(Answer answer, long length) {
        Optional<Exception> refusal = Refusal.ofHead(answer);
        if (refusal.isPresent()) {
            boolean unknown = refusal.get() instanceof RejectedException refused
                    && refused.reason() == Reason.NOT_FOUND;
            return unknown ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(refusal.get());
        }
        String offset = String.valueOf(answer.header(OFFSET));
        if (!offset.matches("\\d{1,15}") || Long.parseLong(offset) > length) {
            return Future.failedFuture(new TransportException("the upload has " + length
                    + " bytes, and the coordinator says that it holds '" + Fields.excerpt(offset) + "'"));
        }
        return Future.succeededFuture(
                Optional.of(new Held(Long.parseLong(offset), YES.equals(answer.header(COMPLETE)))));
    }
}
