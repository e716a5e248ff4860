package io.tributary.loadtest.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.client.TrustFile;
import io.tributary.client.eligibility.Conditions;
import io.tributary.client.eligibility.DeviceConditions;
import io.tributary.client.eligibility.EligibilityPolicy;
import io.tributary.client.eligibility.LocalLimits;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.OidcIssuer;
import io.tributary.coordinator.access.RateLimits;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.cluster.MessageVersions;
import io.tributary.coordinator.http.tls.TlsOptions;
import io.tributary.coordinator.registry.Retention;
import io.tributary.coordinator.retention.RunHistory;
import io.tributary.coordinator.run.RunQuota;
import io.tributary.coordinator.storage.EmbeddedStorage;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.tls.ClientTls;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Null where a value is needed is refused at once, by name and in words, whatever of the settings it is given for. */
class NullSettingsTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final Path FOLDER = Path.of("target", "nowhere");
    private static final URI HERE = URI.create("http://127.0.0.1:9");

    /** What is set up, and what its methods are called on. */
    private static final Map<Class<?>, Supplier<?>> SETTINGS = Map.ofEntries(
            Map.entry(ClientBuilder.class, FederatedClient::builder),
            Map.entry(TrustFile.class, () -> new TrustFile(KEY.publicKey(), KEY.publicKey())),
            Map.entry(EligibilityPolicy.class, () -> EligibilityPolicy.DEFAULT),
            Map.entry(LocalLimits.class, () -> LocalLimits.NONE),
            Map.entry(Conditions.class, NullSettingsTest::conditions),
            Map.entry(DeviceConditions.class, () -> DeviceConditions.of(FOLDER)),
            Map.entry(OperatorClient.class, () -> new OperatorClient(HERE, "token", ClientTls.USUAL)),
            Map.entry(ClientTls.class, () -> ClientTls.USUAL),
            Map.entry(CoordinatorOptions.class, () -> options().build()),
            Map.entry(CoordinatorOptions.Builder.class, NullSettingsTest::options),
            Map.entry(AccessOptions.class, AccessOptions::open),
            Map.entry(AccessOptions.Builder.class, () -> AccessOptions.open().toBuilder()),
            Map.entry(OidcIssuer.class, NullSettingsTest::issuer), Map.entry(RateLimits.class, RateLimits::usual),
            Map.entry(TlsOptions.class, () -> new TlsOptions(FOLDER, FOLDER, Optional.empty())),
            Map.entry(RunQuota.class, () -> RunQuota.NONE), Map.entry(Retention.class, () -> Retention.ALL),
            Map.entry(RunHistory.class, () -> RunHistory.ALL),
            Map.entry(ClusterSettings.class, () -> ClusterSettings.loopback("a", "b")));

    private static Conditions conditions() {
        return new Conditions(OptionalInt.empty(), true, false, true, 1);
    }

    private static CoordinatorOptions.Builder options() {
        return CoordinatorOptions.newBuilder(FOLDER, List.of(KEY.publicKey()), _ -> new float[0]);
    }

    private static OidcIssuer issuer() {
        return new OidcIssuer("https://issuer.example", "tributary", URI.create("https://issuer.example/keys"),
                List.of("client"), OidcIssuer.ACCESS_TOKENS);
    }

    private static Stream<Class<?>> settings() {
        return SETTINGS.keySet().stream();
    }

    /** A value that would do, or is at least not null. */
    private static Object sample(Parameter parameter) {
        boolean addresses = parameter.getParameterizedType().getTypeName().equals("java.util.List<java.net.URI>");
        return addresses ? List.of(HERE) : sample(parameter.getType());
    }

    private static Object sample(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> "01890a5d-ac96-774b-bcce-b302099a8057";
            case "int" -> 1;
            case "float[]" -> new float[] {1};
            case "byte[]" -> new byte[] {1};
            case "long" -> 1L;
            case "boolean" -> true;
            case "URI" -> HERE;
            case "Path" -> FOLDER;
            case "List" -> List.of("client");
            case "Optional" -> Optional.empty();
            case "OptionalInt" -> OptionalInt.empty();
            case "Duration" -> Duration.ofDays(1);
            case "Enrolment" -> AccessOptions.Enrolment.OPEN;
            case "Status" -> RunView.Status.ACTIVE;
            case "VerifyingKey" -> KEY.publicKey();
            case "SigningKey" -> KEY;
            case "SignedDocument" -> new SignedDocument(new byte[0], new byte[0], new byte[0]);
            case "DataSignature" -> DataSignature.of(List.of("yes", "no"), new InputMeaning.Untold());
            case "MessageVersions" -> MessageVersions.OF_THIS_BUILD;
            case "Storage" -> new EmbeddedStorage();
            case "TokenRequest" -> new TokenRequest(1, 1);
            default -> other(type);
        };
    }

    private static Object other(Class<?> type) {
        return type.isInterface() ? Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (_, method, _) -> {
                    throw new UnsupportedOperationException(method.getName());
                }) : SETTINGS.getOrDefault(type, () -> type).get();
    }

    private static List<Executable> open(Class<?> type) {
        List<Executable> all = new ArrayList<>(Arrays.asList(type.getConstructors()));
        Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()
                        && !method.getName().equals("equals"))
                .forEach(all::add);
        return all;
    }

    private static String refusal(Class<?> type, Executable open, @Nullable Object[] arguments) throws Exception {
        try {
            if (open instanceof Method method) {
                method.invoke(SETTINGS.get(type).get(), arguments);
            } else if (open instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            }
            return "it is taken";
        } catch (InvocationTargetException thrown) {
            Throwable why = thrown.getCause();
            return why instanceof IllegalArgumentException ? String.valueOf(why.getMessage()) : String.valueOf(why);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void nullIsRefusedByName(Class<?> type) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Executable open : open(type)) {
            Parameter[] parameters = open.getParameters();
            for (int at = 0; at < parameters.length; at++) {
                if (!parameters[at].getType().isPrimitive()) {
                    @Nullable Object[] arguments = Stream.of(parameters).map(NullSettingsTest::sample).toArray();
                    arguments[at] = null;
                    String said = refusal(type, open, arguments);
                    if (!said.matches("(?s).*(null|must be).*") || said.contains("Exception") || said.isBlank()) {
                        wrong.add(open.getName() + ", argument " + (at + 1) + ": " + said);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theRefusalSaysWhatWouldBeRight() throws Exception {
        Method setter = ClientBuilder.class.getMethod("listener", Class.forName(
                "io.tributary.client.event.ClientListener"));
        String said = refusal(ClientBuilder.class, setter, new Object[] {null});
        assertTrue(said.contains("FederatedClient.builder().listener(null): give a value"), said);
    }
}
