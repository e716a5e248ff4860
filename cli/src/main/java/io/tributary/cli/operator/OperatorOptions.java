package io.tributary.cli.operator;

import io.tributary.cli.console.CommandException;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.CoordinatorAddress;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.ClientTls;
import io.tributary.secureagg.tls.PemException;
import io.tributary.secureagg.tls.TlsIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which coordinator is meant, whom to believe there, and who asks; options with defaults from the environment. The token is in no option. */
public final class OperatorOptions {
    private static final int MOST = 16 * 1024;
    private final Map<String, String> environment;

    @Option(names = "--coordinator", paramLabel = "URL",
            description = "https://host[:port], or http://127.0.0.1:port; default: TRIBUTARY_COORDINATOR")
    private @Nullable URI coordinator;

    @Option(names = "--ca", paramLabel = "FILE",
            description = "ca.pem that signed the coordinator's certificate; default: TRIBUTARY_CA, else whom the JVM believes")
    private @Nullable Path authority;

    @Option(names = "--token-file", paramLabel = "FILE",
            description = "file of the operator's token; default: the token in TRIBUTARY_TOKEN, or TRIBUTARY_TOKEN_FILE")
    private @Nullable Path tokenFile;

    @Option(names = "--client-certificate", paramLabel = "FILE",
            description = "certificate to show where one is asked for (mTLS), with --client-key")
    private @Nullable Path certificate;

    @Option(names = "--client-key", paramLabel = "FILE", description = "its key")
    private @Nullable Path key;

    public OperatorOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What is asked of a coordinator. */
    @FunctionalInterface
    public interface Question<T> {
        public T ask(OperatorClient operator) throws RejectedException, IOException, InterruptedException;
    }

    /** Connects, asks and tells refusals in words. */
    public <T> T ask(Question<T> question) throws CommandException, IOException, InterruptedException {
        try {
            return question.ask(connect());
        } catch (RejectedException refused) {
            throw refusal(refused);
        } catch (CompletionException wrapped) {
            if (wrapped.getCause() instanceof RejectedException refused) {
                throw refusal(refused);
            }
            throw wrapped;
        }
    }

    /** For what only operators may do. */
    OperatorClient connect() throws CommandException {
        return new OperatorClient(address(), token(), tls());
    }

    /** For what anybody may read where models are public: a token is shown if one is given. */
    OperatorClient connectAsAnybody() throws CommandException {
        boolean given = tokenFile != null || variable("TRIBUTARY_TOKEN").isPresent()
                || variable("TRIBUTARY_TOKEN_FILE").isPresent();
        return new OperatorClient(address(), given ? token() : "none", tls());
    }

    private static CommandException refusal(RejectedException refused) {
        return new CommandException("the coordinator refused: " + refused.getMessage(), refused);
    }

    /** A token is sent without TLS to this machine alone. */
    private URI address() throws CommandException {
        URI address =
                coordinator == null ? variable("TRIBUTARY_COORDINATOR").map(URI::create).orElse(null) : coordinator;
        if (address == null) {
            throw new CommandException("which coordinator? give --coordinator URL or set TRIBUTARY_COORDINATOR");
        }
        try {
            CoordinatorAddress.of("--coordinator", address);
        } catch (IllegalArgumentException wrong) {
            throw new CommandException(String.valueOf(wrong.getMessage()), wrong);
        }
        return address;
    }

    private String token() throws CommandException {
        Path file = tokenFile == null && variable("TRIBUTARY_TOKEN").isEmpty()
                ? variable("TRIBUTARY_TOKEN_FILE").map(Path::of).orElse(null)
                : tokenFile;
        String token = file == null ? variable("TRIBUTARY_TOKEN").orElse("") : read(file);
        if (token.isEmpty() || !token.chars().allMatch(character -> character > ' ' && character < 127)) {
            throw new CommandException(
                    "an operator's token is needed: give --token-file FILE, such as the admin.token in the "
                            + "coordinator's directory, or set TRIBUTARY_TOKEN; it is one line of printable characters");
        }
        return token;
    }

    private static String read(Path file) throws CommandException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST), StandardCharsets.US_ASCII).strip();
        } catch (IOException unreadable) {
            throw new CommandException("the token file cannot be read: " + unreadable, unreadable);
        }
    }

    private ClientTls tls() throws CommandException {
        Path pinned = authority == null ? variable("TRIBUTARY_CA").map(Path::of).orElse(null) : authority;
        if ((certificate == null) != (key == null)) {
            throw new CommandException("--client-certificate and --client-key are given together or not at all");
        }
        try {
            ClientTls tls = pinned == null ? ClientTls.USUAL : ClientTls.believing(Authorities.read(pinned));
            return certificate == null || key == null ? tls : tls.showing(TlsIdentity.read(certificate, key));
        } catch (PemException unusable) {
            throw new CommandException(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
