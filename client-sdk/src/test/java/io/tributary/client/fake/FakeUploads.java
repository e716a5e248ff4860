package io.tributary.client.fake;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.seal.SealedSizes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes uploads as docs/protocol.md says: what is cut off stays up to its last whole chunk, and goes on from there. */
final class FakeUploads {
    private final Map<String, byte[]> partial = new ConcurrentHashMap<>();
    private final Map<String, byte[]> complete = new ConcurrentHashMap<>();
    private final Queue<Integer> cuts = new ConcurrentLinkedQueue<>();
    private final World world;

    FakeUploads(World world) {
        this.world = world;
    }

    /** The plan may be another one by now. */
    private long length() {
        return SealedSizes.of(world.plan()).totalBytes();
    }

    Map<String, byte[]> complete() {
        return complete;
    }

    /** Forgets what is not complete. */
    void forgetPartial() {
        partial.clear();
    }

    /** The next request that brings bytes is cut off once so many have come. */
    void cutAfter(int bytes) {
        cuts.add(bytes);
    }

    /** Whether the request is cut off, and so answered by nobody; something is done then. */
    boolean cuts(HttpServerRequest request, String id, Runnable then) {
        Integer cut = request.path().contains("/updates/") && !request.method().name().equals("HEAD") ? cuts.poll()
                : null;
        if (cut == null) {
            return false;
        }
        Buffer come = Buffer.buffer();
        byte[] before = before(request, id);
        request.handler(part -> {
            boolean due = come.length() < cut;
            come.appendBuffer(part);
            if (due && come.length() >= cut) {
                byte[] whole = join(before, come.getBytes(0, cut));
                partial.put(id, Arrays.copyOf(whole, (int) stop(whole.length)));
                request.connection().close();
                then.run();
            }
        });
        return true;
    }

    /** The last offset not after so many bytes at which an upload can go on. */
    static long stop(long bytes) {
        SealedSizes sizes = World.SIZES;
        List<Long> stops = new ArrayList<>(List.of(0L));
        for (int chunk = 0; chunk < sizes.chunkCount(); chunk++) {
            stops.add(sizes.chunkOffset(chunk));
        }
        return stops.stream().filter(stop -> stop <= bytes).reduce((first, second) -> second).orElseThrow();
    }

    private byte[] before(HttpServerRequest request, String id) {
        return request.method().name().equals("PUT") ? new byte[0] : partial.getOrDefault(id, new byte[0]);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    byte[] take(HttpServerRequest request, String id, byte[] body) throws RejectedException {
        if (!String.valueOf(body.length).equals(request.getHeader("content-length"))) {
            throw new RejectedException(Reason.WRONG_LENGTH, "Content-Length is not the length");
        }
        byte[] before = before(request, id);
        if (request.method().name().equals("PATCH")) {
            requirePatch(request, id, before.length);
        }
        byte[] whole = join(before, body);
        if (whole.length != length()) {
            throw new RejectedException(Reason.WRONG_LENGTH, whole.length + " bytes, not " + length());
        }
        partial.remove(id);
        complete.put(id, whole);
        return new byte[0];
    }

    private void requirePatch(HttpServerRequest request, String id, int here) throws RejectedException {
        if (!partial.containsKey(id)) {
            throw new RejectedException(Reason.NOT_FOUND, id);
        }
        if (!"application/partial-upload".equals(request.getHeader("content-type"))
                || !"?1".equals(request.getHeader("upload-complete"))) {
            throw new RejectedException(Reason.MALFORMED, "not the rest of an upload");
        }
        if (!String.valueOf(here).equals(request.getHeader("upload-offset"))) {
            throw new RejectedException(Reason.WRONG_OFFSET, "the rest begins at " + here);
        }
    }

    byte[] head(HttpServerRequest request, String id) throws RejectedException {
        byte[] bytes = complete.getOrDefault(id, partial.get(id));
        if (bytes == null) {
            throw new RejectedException(Reason.NOT_FOUND, id);
        }
        request.response().putHeader("upload-offset", String.valueOf(bytes.length))
                .putHeader("upload-complete", complete.containsKey(id) ? "?1" : "?0")
                .putHeader("upload-length", String.valueOf(length()));
        return new byte[0];
    }
}
