package io.tributary.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.operator.FakeApi.Answer;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.message.DeviceActivity;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.DeviceView;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.RunCreated;
import io.tributary.protocol.message.RunPage;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.TokenPage;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokensMinted;
import io.tributary.protocol.message.VersionPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked on the wire, and what becomes of the answers. */
final class OperatorClientTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private final SignedDocument document =
            SigningKey.generate().sign(SignatureContext.RUN_PLAN, new byte[] {'{', '}'});
    private final FakeApi api;
    private final OperatorClient client;

    OperatorClientTest() throws IOException {
        api = FakeApi.start();
        client = api.client();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a token", "token\n", "t\u00f6ken"})
    void aTokenThatCannotBeOneIsRefusedBeforeAnythingIsSent(String token) {
        assertThrows(IllegalArgumentException.class, () -> new OperatorClient(api.address(), token, ClientTls.USUAL));
    }

    private static RunSummary summary() {
        return new RunSummary(RUN, "demo", "demo", RunView.Status.ACTIVE, null, 5, 1, 3, null);
    }

    private static RunView view() {
        return new RunView(RUN, "demo", RunView.Status.ACTIVE, null, 1, 3, RunView.State.REPORTING, 2, 1, 0, List.of());
    }

    @Test
    void eachCallAsksForWhatItSays() throws Exception {
        TokensMinted tokens = new TokensMinted(List.of("t".repeat(43)), List.of(TOKEN), 5);
        api.says("POST /v1/runs", 201, new RunCreated(RUN)).says("GET /v1/runs/" + RUN, 200, view())
                .says("GET /v1/runs?after=", 200, new RunPage(List.of(summary()), RUN))
                .says("GET /v1/runs?status=failed&after=" + RUN, 200, new RunPage(List.of(), null))
                .says("GET /v1/runs/latest", 200, view())
                .says("POST /v1/runs/" + RUN + "/stop", new Answer(204, "", new byte[0]))
                .says("DELETE /v1/runs/" + RUN, new Answer(204, "", new byte[0]))
                .says("GET /v1/devices/d-1", 200, devices(1, 2).get(0))
                .says("POST /v1/devices/d-1/restore", new Answer(204, "", new byte[0]))
                .says("GET /v1/tokens?limit=200&after=", 200, new TokenPage(List.of(), null))
                .says("DELETE /v1/tokens/" + TOKEN, new Answer(204, "", new byte[0]))
                .says("GET /v1/models/m/versions", 200, new VersionPage(List.of(), List.of(), 7))
                .says("GET /v1/models/m/versions?after=7", 200, new VersionPage(List.of(), List.of(), null))
                .says("POST /v1/runs/" + RUN + "/resume", new Answer(204, "", new byte[0]))
                .says("GET /v1/runs/" + RUN + "/plan", 200, document)
                .says("DELETE /v1/devices/d-1", new Answer(204, "", new byte[0])).says("POST /v1/tokens", 200, tokens)
                .says("GET /v1/models?limit=100&after=m", 200, new ModelPage(List.of(), List.of(), null))
                .says("GET /v1/models/m/versions/latest", 200, document)
                .says("GET /v1/models/m/chunks/ab", new Answer(200, "application/octet-stream", new byte[] {1, 2, 3}))
                .says("GET /v1/audit?limit=500&after=7", 200, new AuditPage(List.of(document), null));
        assertEquals(RUN, client.start(document));
        assertEquals(view(), client.view(RUN));
        assertEquals(RUN, client.runs("").next());
        assertEquals(List.of(), client.runs(RunView.Status.FAILED, RUN).runs());
        assertEquals(view(), client.latest());
        client.stop(RUN);
        client.delete(RUN);
        assertEquals("d-1", client.device("d-1").device());
        client.restore("d-1");
        assertEquals(List.of(), client.tokens("").tokens());
        client.withdraw(TOKEN);
        assertEquals(7, client.versions("m", Optional.empty()).next());
        assertEquals(List.of(), client.versions("m", Optional.of(7)).versions());
        client.resume(RUN);
        assertArrayEquals(document.payload(), client.plan(RUN).payload());
        client.revoke("d-1");
        assertEquals(tokens, client.mint(new TokenRequest(1, 5)));
        assertEquals(List.of(), client.models("m").models());
        assertArrayEquals(document.signature(), client.manifest("m", "latest").signature());
        assertArrayEquals(new byte[] {1, 2, 3}, client.chunk("m", "ab"));
        assertEquals(1, client.audit(7).entries().size());
        assertTrue(api.requests().stream().allMatch(request -> request.authorization().equals("Bearer the-token")));
        assertTrue(api.requests().get(0).body().contains("plan"), api.requests().get(0).body());
    }

    @Test
    void pagesFollowOneAnotherToTheLast() throws Exception {
        api.says("GET /v1/devices?limit=200&after=", 200, new DevicePage(devices(0, 200), "d-199"))
                .says("GET /v1/devices?limit=200&after=d-199", 200, new DevicePage(devices(200, 400), "d-399"))
                .says("GET /v1/devices?limit=200&after=d-399", 200, new DevicePage(devices(400, 401), null));
        List<String> seen = new ArrayList<>();
        DevicePage page = client.devices("");
        page.devices().forEach(device -> seen.add(device.device()));
        while (page.next() != null) {
            page = client.devices(page.next());
            page.devices().forEach(device -> seen.add(device.device()));
        }
        assertEquals(IntStream.range(0, 401).mapToObj(i -> "d-" + i).toList(), seen);
    }

    private static List<DeviceView> devices(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> new DeviceView("d-" + i, 1, 2, null,
                new DeviceActivity(DeviceActivity.State.IDLE, null, null, null, null, false))).toList();
    }

    @Test
    void aProblemIsARejectionWithTheReasonOfTheCoordinator() {
        api.refuses("GET /v1/runs?after=", Reason.FORBIDDEN, "a viewer is needed");
        RejectedException refused = assertThrows(RejectedException.class, () -> client.runs(""));
        assertEquals(Reason.FORBIDDEN, refused.reason());
        assertEquals("a viewer is needed", refused.detail());
    }

    @Test
    void anAnswerThatTheApiDoesNotPromiseIsRefused() {
        api.says("GET /v1/runs/" + RUN, new Answer(200, "application/json", "[]".getBytes(StandardCharsets.UTF_8)));
        RejectedException refused = assertThrows(RejectedException.class, () -> client.view(RUN));
        assertEquals(Reason.MALFORMED, refused.reason());
    }

    @Test
    void whatAnswersWithoutAProblemDocumentIsNoCoordinator() {
        api.says("GET /v1/runs?after=",
                new Answer(502, "text/html", "<html>bad gateway</html>".getBytes(StandardCharsets.UTF_8)));
        String message = assertThrows(UnreachableException.class, () -> client.runs("")).getMessage();
        assertTrue(message.contains("HTTP 502") && message.contains(api.address().toString()), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../models", "a b", "", "a/b", "A"})
    void anIdThatCannotBeOneIsNotSent(String id) {
        assertThrows(IllegalArgumentException.class, () -> client.view(id));
        assertThrows(IllegalArgumentException.class, () -> client.revoke(id));
        assertThrows(IllegalArgumentException.class, () -> client.withdraw(id));
        assertThrows(IllegalArgumentException.class, () -> client.manifest(id, "latest"));
        assertEquals(List.of(), api.requests());
    }

    @Test
    void whatFollowsInAPathOrQueryIsEscaped() {
        assertThrows(RejectedException.class, () -> client.manifest("m", "1/../2"));
        assertThrows(RejectedException.class, () -> client.devices("a&b c"));
        assertEquals(List.of("GET /v1/models/m/versions/1%2F..%2F2", "GET /v1/devices?limit=200&after=a%26b%20c"),
                api.requests().stream().map(FakeApi.Request::line).toList());
    }

    @Test
    void readsShareAConnectionAndEachPostHasItsOwn() throws Exception {
        api.says("GET /v1/runs?after=", 200, new RunPage(List.of(), null)).says("POST /v1/runs", 201,
                new RunCreated(RUN));
        client.runs("");
        client.runs("");
        client.start(document);
        client.start(document);
        client.runs("");
        Stream<Integer> ports = api.requests().stream().map(FakeApi.Request::port);
        List<Integer> connections = ports.distinct().toList();
        assertEquals(List.of(0, 0, 1, 2, 0),
                api.requests().stream().map(request -> connections.indexOf(request.port())).toList());
    }

    @Test
    void aLongAnswerIsRefusedWithItsBound() {
        api.says("GET /v1/models/m/chunks/ab",
                new Answer(200, "application/octet-stream", new byte[WireJson.MAX_LIST + 1]));
        RejectedException refused = assertThrows(RejectedException.class, () -> client.chunk("m", "ab"));
        assertEquals(Reason.TOO_LARGE, refused.reason());
        assertTrue(refused.detail().contains(String.valueOf(WireJson.MAX_LIST)), refused.detail());
    }
}
