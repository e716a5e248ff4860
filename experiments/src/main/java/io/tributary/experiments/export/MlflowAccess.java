package io.tributary.experiments.export;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a tracking server is asked: with what MLflow's own client takes from the environment, which no config and no report shows. */
public final class MlflowAccess {
    private final Optional<String> authorization;

    private MlflowAccess(Optional<String> authorization) {
        this.authorization = authorization;
    }

    /**
     * With {@code MLFLOW_TRACKING_TOKEN}, else {@code MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}, else nothing.
     *
     * @throws ExportException if one of them is blank
     */
    public static MlflowAccess of(Map<String, String> environment) throws ExportException {
        @Nullable String token = secret(environment, "MLFLOW_TRACKING_TOKEN");
        @Nullable String user = secret(environment, "MLFLOW_TRACKING_USERNAME");
        @Nullable String password = secret(environment, "MLFLOW_TRACKING_PASSWORD");
        if (token != null) {
            return new MlflowAccess(Optional.of("Bearer " + token));
        }
        if ((user == null) != (password == null)) {
            throw new ExportException(
                    "MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD go together; one of them is not set");
        }
        return new MlflowAccess(user == null ? Optional.empty() : Optional.of("Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8))));
    }

    private static @Nullable String secret(Map<String, String> environment, String name) throws ExportException {
        String value = environment.get(name);
        if (value != null && value.isBlank()) {
            throw new ExportException(name + " is blank; set it, or unset it");
        }
        return value;
    }

    /**
     * An exporter to a server, which is first asked when a round has closed.
     *
     * @throws ExportException if a secret would go to another machine in the clear
     */
    public RunExporter exporter(URI server, MlflowRun run, Clock clock) throws ExportException {
        if (authorization.isPresent() && !server.getScheme().equals("https") && !loopback(server.getHost())) {
            throw new ExportException(server
                    + " is another machine over plain HTTP, where MLflow's token or password could be read; use https");
        }
        return new MlflowExporter(new MlflowServer(server, authorization), run, clock);
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
