package io.tributary.spring;

import io.tributary.learning.LocalTrainer;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application of the least there is, with or without a trainer. */
final class Application {
    private static final SigningKey KEY = SigningKey.generate();

    private Application() {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Bare {}

    /** One with a trainer, and keys to trust. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Training {
        @Bean
        LocalTrainer trainer() {
            return task -> {
                throw new IllegalStateException("there is nothing to train");
            };
        }

        @Bean
        ClientBuilderCustomizer keys() {
            return builder -> builder.ownerKey(KEY.publicKey()).coordinatorKey(KEY.publicKey());
        }
    }

    /** Starts it with properties, {@code name=value} each. */
    static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setRegisterShutdownHook(false);
        List<String> arguments = new ArrayList<>();
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return spring.run(arguments.toArray(String[]::new));
    }

    /** Starts one with a trainer and all that it needs, of a coordinator that is not there. */
    static ConfigurableApplicationContext device(Path directory, String... more) {
        Map<String, String> properties = new LinkedHashMap<>(Map.of("tributary.coordinator", "http://localhost:1",
                "tributary.device", "edge-1", "tributary.directory", directory.toString()));
        for (String property : more) {
            properties.put(property.split("=", 2)[0], property.split("=", 2)[1]);
        }
        return start(Training.class, properties.entrySet().stream().map(Map.Entry::toString).toArray(String[]::new));
    }
}
