package io.tributary.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.tributary.client.ClientMetrics;
import io.tributary.client.FederatedClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Metrics of the device, where the application has Micrometer. */
@AutoConfiguration(after = TributaryAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(FederatedClient.class)
public final class TributaryMetricsAutoConfiguration {
    /** Made by Spring. */
    public TributaryMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "tributaryMetrics")
    MeterBinder tributaryMetrics(FederatedClient client) {
        return new ClientMetrics(client);
    }
}
