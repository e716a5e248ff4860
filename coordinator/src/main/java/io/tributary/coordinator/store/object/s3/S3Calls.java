package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.StoreException;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Makes the client of a bucket, and the words for what fails. A request is tried a few times within a bounded time; whatever is wrong
 * after that is a {@link StoreException}. Nothing of the environment or of a user's AWS files changes that.
 */
final class S3Calls {
    private static final int ATTEMPTS = 5;
    private static final int CONNECTIONS = 64;
    private static final BackoffStrategy SOON =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(1));
    private static final BackoffStrategy LATER =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(3));

    private final S3Settings settings;

    S3Calls(S3Settings settings) {
        this.settings = settings;
    }

    S3Client client() {
        return S3Client.builder().region(Region.of(settings.region())).forcePathStyle(settings.pathStyle())
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                .applyMutation(builder -> settings.endpoint().ifPresent(builder::endpointOverride))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_SUPPORTED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_SUPPORTED)
                .disableS3ExpressSessionAuth(true).httpClient(http()).overrideConfiguration(limits()).build();
    }

    private SdkHttpClient http() {
        S3Settings.Patience patience = settings.patience();
        return Apache5HttpClient.builder().maxConnections(CONNECTIONS).connectionTimeout(patience.connect())
                .socketTimeout(patience.silence()).connectionAcquisitionTimeout(patience.attempt())
                .tcpKeepAlive(true).build();
    }

    private ClientOverrideConfiguration limits() {
        StandardRetryStrategy retries = AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS)
                .backoffStrategy(SOON).throttlingBackoffStrategy(LATER).build();
        return ClientOverrideConfiguration.builder().apiCallAttemptTimeout(settings.patience().attempt())
                .apiCallTimeout(settings.patience().call()).retryStrategy(retries)
                .defaultProfileFile(ProfileFile.aggregator().build()).build();
    }

    /** Calls, and translates what fails. An interrupted thread stays interrupted. */
    <T> T call(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (AbortedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed(doing, interrupted);
        } catch (SdkException broken) {
            throw failed(doing, broken);
        }
    }

    StoreException failed(String doing, SdkException broken) {
        return new StoreException(doing + " in " + settings + ": " + words(broken), broken);
    }

    private static String words(SdkException broken) {
        if (!(broken instanceof S3Exception answer)) {
            return "no good answer came: " + broken.getMessage();
        }
        return switch (answer.statusCode()) {
            case 301, 307 -> "the bucket is in another region";
            case 403 ->
                    "access is denied; the access key needs to read, write, list and delete there, and the clocks of"
                            + " both sides must agree";
            case 404 -> "it is not there";
            case 503, 429 -> "the service is overloaded (SlowDown), though asked again " + (ATTEMPTS - 1) + " times";
            default -> "the answer was " + answer.statusCode() + ": " + answer.getMessage();
        };
    }

    static boolean isStatus(SdkException broken, int status) {
        return broken instanceof S3Exception answer && answer.statusCode() == status;
    }
}
