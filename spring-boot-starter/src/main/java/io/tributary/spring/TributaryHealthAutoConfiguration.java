package io.tributary.spring;

import io.tributary.client.FederatedClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Health of the device, where the application has Spring Boot's. */
@AutoConfiguration(after = TributaryAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({FederatedClient.class, ClientEvents.class})
@ConditionalOnEnabledHealthIndicator("tributary")
public final class TributaryHealthAutoConfiguration {
    /** Made by Spring. */
    public TributaryHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "tributaryHealthIndicator")
    HealthIndicator tributaryHealthIndicator(FederatedClient client, ClientEvents events) {
        return new DeviceHealth(client, events);
    }
}
