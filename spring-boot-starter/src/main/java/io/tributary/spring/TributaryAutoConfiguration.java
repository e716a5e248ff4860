package io.tributary.spring;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientListener;
import io.tributary.client.serving.EdgeModel;
import io.tributary.learning.Examples;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.PredictorLoader;
import io.tributary.learning.device.DeviceExamples;
import io.tributary.protocol.Ids;
import io.tributary.protocol.plan.DataSignature;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * A client made of {@code tributary.*} and of the application's beans: a {@link LocalTrainer}, {@link DeviceExamples}, or {@link Examples}
 * and their {@link DataSignature}; and, if there are, a {@link PredictorLoader}, {@link ClientListener}s and {@link ClientBuilderCustomizer}s.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "tributary.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TributaryProperties.class)
public final class TributaryAutoConfiguration {
    /** Made by Spring. */
    public TributaryAutoConfiguration() {}

    @Bean
    ClientEvents tributaryEvents(ObjectProvider<ClientListener> listeners) {
        return new ClientEvents(listeners.orderedStream().toList());
    }

    /** The device. It closes with the application. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    FederatedClient federatedClient(TributaryProperties properties, ObjectProvider<LocalTrainer> trainer,
            ObjectProvider<Examples> examples, ObjectProvider<DataSignature> data,
            ObjectProvider<DeviceExamples> files,
            ObjectProvider<PredictorLoader> predictors, ObjectProvider<ClientBuilderCustomizer> customizers,
            ClientEvents events) throws IOException {
        ClientBuilder builder = new DeviceProperties(properties).builder().listener(events::on);
        if (Stream.of(trainer, examples, files, customizers).allMatch(beans -> beans.stream().findAny().isEmpty())) {
            throw new PropertyException("tributary", "the device has nothing to train with",
                    "Add a bean of LocalTrainer, of DeviceExamples, or of Examples and DataSignature, or set tributary.enabled=false.");
        }
        data.ifAvailable(builder::data);
        trainer.ifAvailable(builder::trainer);
        examples.ifAvailable(own -> builder.examples(own, data.getObject()));
        files.ifAvailable(builder::examples);
        predictors.ifAvailable(builder::predictorLoader);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return DeviceProperties.build(builder);
    }

    @Bean
    ClientLifecycle tributaryLifecycle(FederatedClient client, TributaryProperties properties) {
        return new ClientLifecycle(client, properties.autoStart());
    }

    /** What the device serves. Until a model has come, each call says that there is none. */
    @Bean
    @ConditionalOnMissingBean
    EdgeModel edgeModel(FederatedClient client, TributaryProperties properties) {
        return new ServedModel(client, DeviceProperties.set(properties.model()).map(Ids::model));
    }
}
