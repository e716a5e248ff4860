package io.tributary.experiments.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The REST API of an MLflow tracking server, version 2.0 of it. Used by one thread. */
final class MlflowServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 4 << 20;
    private static final int OK = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final URI address;
    private final Optional<String> authorization;

    /** An answer that is not 200: the server's reason in words. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;
        private final String code;

        RefusedException(String path, int status, JsonNode answer) {
            super(path + " was refused with " + status + ": " + answer.path("message").asText("no reason given"));
            code = answer.path("error_code").asText("");
        }

        boolean is(String wanted) {
            return code.equals(wanted);
        }
    }

    /**
     * A server at an address.
     *
     * @param authorization header to send; never over plain HTTP to another machine
     */
    MlflowServer(URI address, Optional<String> authorization) {
        this.address = address;
        this.authorization = authorization;
        client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) PATIENCE.toMillis()).setMaxHeaderSize(1 << 16));
    }

    JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
        return call(HttpMethod.GET, pathAndQuery, Buffer.buffer());
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return call(HttpMethod.POST, path, Buffer.buffer(JSON.writeValueAsBytes(body)));
    }

    private JsonNode call(HttpMethod method, String path, Buffer body) throws IOException, InterruptedException {
        RequestOptions options = new RequestOptions().setMethod(method)
                .setAbsoluteURI(address.toString().replaceAll("/+$", "") + "/api/2.0/mlflow/" + path)
                .setTimeout(PATIENCE.toMillis()).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        authorization.ifPresent(value -> options.putHeader(HttpHeaders.AUTHORIZATION, value));
        Answer answer = await(client.request(options).compose(request -> send(request, body)), path);
        JsonNode json = JSON.readTree(answer.body().getBytes());
        if (answer.status() != OK) {
            throw new RefusedException(path.replaceAll("\\?.*", ""), answer.status(), json);
        }
        return json;
    }

    private record Answer(int status, Buffer body) {}

    private static Future<Answer> send(HttpClientRequest request, Buffer body) {
        return request.send(body).compose(MlflowServer::read);
    }

    /** Bounded: who answers with more is cut off. */
    private static Future<Answer> read(HttpClientResponse response) {
        Buffer all = Buffer.buffer();
        response.handler(part -> {
            all.appendBuffer(part);
            if (all.length() > MOST_BYTES) {
                response.request().reset();
            }
        });
        return response.end().map(_ -> new Answer(response.statusCode(), all));
    }

    private <T> T await(Future<T> future, String path) throws IOException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw new IOException(address + " does not answer " + path.replaceAll("\\?.*", "") + ": "
                    + (cause == null ? failed : cause).getMessage(), cause);
        } catch (TimeoutException late) {
            throw new IOException(address + " does not answer " + path.replaceAll("\\?.*", "") + " in time", late);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
