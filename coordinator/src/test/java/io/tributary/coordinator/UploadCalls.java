package io.tributary.coordinator;

import io.tributary.coordinator.TestDevice.Sealed;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a device does with one upload, well or badly. */
final class UploadCalls {
    private final TestCoordinator coordinator;
    private final TestDevice device;
    private final String path;
    private final byte[] bytes;

    UploadCalls(TestCoordinator coordinator, TestDevice device, RoundOffer offer, Sealed update) {
        this.coordinator = coordinator;
        this.device = device;
        this.path = "/v1/runs/" + offer.run() + "/rounds/" + offer.round() + "/updates/" + update.uploadId();
        this.bytes = update.bytes();
    }

    HttpRequest.Builder request() {
        return HttpRequest.newBuilder(coordinator.uri(path)).header("authorization", "Bearer " + device.token());
    }

    HttpResponse<byte[]> head() throws IOException, InterruptedException {
        return TestCoordinator.send(request().method("HEAD", BodyPublishers.noBody()).build());
    }

    /** What HEAD says. */
    long offset() throws Exception {
        return offset(TestCoordinator.expect(204, head()));
    }

    static long offset(HttpResponse<byte[]> response) {
        return Long.parseLong(response.headers().firstValue("upload-offset").orElseThrow());
    }

    static boolean complete(HttpResponse<byte[]> response) {
        return response.headers().firstValue("upload-complete").orElseThrow().equals("?1");
    }

    HttpResponse<byte[]> delete() throws Exception {
        return TestCoordinator.send(request().DELETE().build());
    }

    /** All of the rest from an offset on. */
    HttpResponse<byte[]> patch(long from) throws Exception {
        return patch(from, Arrays.copyOfRange(bytes, (int) from, bytes.length));
    }

    HttpResponse<byte[]> patch(long from, byte[] rest) throws Exception {
        return TestCoordinator.send(request().header("upload-offset", Long.toString(from))
                .header("upload-complete", "?1").header("content-type", "application/partial-upload")
                .method("PATCH", BodyPublishers.ofByteArray(rest)).build());
    }

    /** A request that announces all from an offset on, and of which this much is sent; it stays open. */
    Socket begin(long from, int sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), coordinator.coordinator().port());
        String fields = from == 0 ? "PUT " + path + " HTTP/1.1\r\n"
                : "PATCH " + path + " HTTP/1.1\r\nupload-offset: " + from
                        + "\r\nupload-complete: ?1\r\ncontent-type: application/partial-upload\r\n";
        socket.getOutputStream().write((fields + "host: x\r\nauthorization: Bearer " + device.token()
                + "\r\ncontent-length: " + (bytes.length - from) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes, (int) from, sent);
        socket.getOutputStream().flush();
        return socket;
    }
}
