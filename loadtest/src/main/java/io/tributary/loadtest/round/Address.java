package io.tributary.loadtest.round;

import io.tributary.experiments.process.SiblingJvm;
import io.tributary.protocol.message.RunCreated;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.ClientTls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where the coordinator is, and what an operator may do there.
 *
 * @param uri where it listens
 * @param key what it signs with
 * @param token what operators show; a secret
 * @param tls whom an operator believes, where the URI is https
 */
public record Address(URI uri, VerifyingKey key, String token, ClientTls tls) {
    private static final long START_SECONDS = 60;
    private static final long POLL_MILLIS = 20;

    /** Where nothing but plain HTTP is spoken. */
    public Address(URI uri, VerifyingKey key, String token) {
        this(uri, key, token, ClientTls.USUAL);
    }

    /** Waits up to a minute for a coordinator in a JVM of its own, which speaks plain HTTP, to write this file. */
    public static Address await(Path file, SiblingJvm jvm) throws Exception {
        return await(file, jvm, Optional.empty());
    }

    /** The same of a coordinator that speaks TLS if there are authorities, of one of whom it shows a certificate. */
    static Address await(Path file, SiblingJvm jvm, Optional<Authorities> authorities) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(file)) {
            if (!jvm.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException("the coordinator did not start");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        List<String> lines = Files.readAllLines(file);
        String scheme = authorities.isPresent() ? "https" : "http";
        return new Address(URI.create(scheme + "://127.0.0.1:" + lines.get(0)),
                VerifyingKey.of(Base64.getDecoder().decode(lines.get(1))), lines.get(2),
                authorities.map(ClientTls::believing).orElse(ClientTls.USUAL));
    }

    /** Starts a run. @return its id */
    public String start(SigningKey owner, RunPlan plan) throws Exception {
        byte[] body = WireJson.write(new RunRequest(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan))));
        return WireJson.readMessage(send(request("/v1/runs").POST(BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/json")), RunCreated.class).run();
    }

    /** A run as operators see it. */
    public RunView view(String run) throws Exception {
        return WireJson.readMessage(send(request("/v1/runs/" + run).GET()), RunView.class);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private byte[] send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newBuilder().sslContext(tls.context()).build()) {
            return http.send(request.build(), BodyHandlers.ofByteArray()).body();
        }
    }

    @Override
    public String toString() {
        return "Address[" + uri + ", " + key + "]";
    }
}
