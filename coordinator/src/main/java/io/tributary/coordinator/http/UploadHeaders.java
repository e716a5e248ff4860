package io.tributary.coordinator.http;

import io.tributary.coordinator.upload.UploadOffset;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header fields of an upload, in the manner of draft-ietf-httpbis-resumable-upload, with structured values (RFC 9651). */
final class UploadHeaders {
    private static final String OFFSET = "upload-offset";
    private static final String COMPLETE = "upload-complete";
    private static final String YES = "?1";
    private static final String PARTIAL_TYPE = "application/partial-upload";
    /** Fits a long, and any structured integer. */
    private static final String NUMBER = "\\d{1,15}";

    private UploadHeaders() {}

    /** A request that is refused with a status that no reason has by itself. */
    static final class StatusException extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;
        private final String detail;

        StatusException(int status, String detail) {
            super(detail);
            this.status = status;
            this.detail = detail;
        }

        String detail() {
            return detail;
        }

        int status() {
            return status;
        }
    }

    /** How an upload stands. */
    static Map<String, String> of(UploadOffset offset) {
        return Map.of(OFFSET, Long.toString(offset.offset()), COMPLETE, offset.complete() ? YES : "?0",
                "upload-length", Long.toString(offset.length()), "cache-control", "no-store");
    }

    /** Length of a body. @throws StatusException if it is sent in chunks, so that nobody knows before its end */
    static long length(HttpServerRequest http) throws RejectedException, StatusException {
        String length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            throw new StatusException(411, "an upload says its length in Content-Length; it may not be sent in chunks");
        }
        return number("Content-Length", length);
    }

    /** Where a PATCH begins. @throws RejectedException if its fields are not those of the rest of an upload */
    static long from(HttpServerRequest http) throws RejectedException, StatusException {
        if (!PARTIAL_TYPE.equalsIgnoreCase(http.getHeader(HttpHeaders.CONTENT_TYPE))) {
            throw new StatusException(415, "the rest of an upload is sent as " + PARTIAL_TYPE);
        }
        if (!YES.equals(http.getHeader(COMPLETE))) {
            throw new RejectedException(Reason.MALFORMED,
                    "a PATCH brings all of the rest, and says so: Upload-Complete: ?1");
        }
        long from = number("Upload-Offset", http.getHeader(OFFSET));
        if (from == 0) {
            throw new RejectedException(Reason.INVALID_FIELD, "Upload-Offset is 0: an upload begins with PUT");
        }
        return from;
    }

    private static long number(String field, @Nullable String value) throws RejectedException {
        if (value == null || !value.matches(NUMBER)) {
            throw new RejectedException(Reason.MALFORMED, field + " must be a number of bytes of at most 15 digits");
        }
        return Long.parseLong(value);
    }
}
