package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.experiments.yaml.ConfigException;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.RandomSubset;
import io.tributary.protocol.plan.CodecSpec.TopK;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpdateConfigTest {
    @TempDir
    private Path folder;

    private Optional<CodecSpec> codec(String text) throws IOException, ConfigException {
        return update("update={codec: " + text + "}").codec();
    }

    private UpdateConfig update(String... overrides) throws IOException, ConfigException {
        return Configs.parse(folder, Configs.SOUND, overrides).update();
    }

    @Test
    void updatesAreFloat32UnlessTheConfigSaysOtherwise() throws IOException, ConfigException {
        assertEquals(Optional.empty(), update().codec());
        assertEquals(Download.FLOAT32, update().download());
        assertEquals(Download.BF16, update("update.download=bf16").download());
        assertEquals(Download.INT8, update("update.download=int8").download());
    }

    @Test
    void aCodecIsReadAsItIsWritten() throws IOException, ConfigException {
        assertEquals(Optional.of(new CodecSpec(new TopK(0.04), false, new Quantizer(4, null), true)),
                codec("{sparsity: {topK: 0.04}, rotate: false, quantize: {bits: 4}, errorFeedback: true}"));
        assertEquals(Optional.of(new CodecSpec(new RandomSubset(0.5), true, new Quantizer(2, 0.25), false)),
                codec("{sparsity: {randomSubset: 0.5}, rotate: true, quantize: {bits: 2, range: 0.25}}"));
        assertEquals(Optional.of(new CodecSpec(new TopK(1), false, null, false)), codec("{sparsity: {topK: 1}}"));
    }

    @Test
    void thePlanSaysWhatTheConfigSays() throws IOException, ConfigException {
        DataShape glyphs = new DataShape(List.of(28, 28, 1), 10, 200);
        ExperimentConfig config = Configs.parse(folder, Configs.SOUND,
                "update={bound: 8, codec: {quantize: {bits: 3}}, download: int8}");
        assertEquals(new UpdateSpec(8, 30, 1024, 12, new CodecSpec(null, false, new Quantizer(3, null), false),
                Download.INT8), PlanBuilder.plan(config, glyphs).update());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {}                                                   | quantize: is missing, and so is sparsity; give one of \
                    them, or leave update.codec out
                    {rotate: true, sparsity: {randomSubset: 0.1}}        | rotate: needs quantize: it spreads values so that few \
                    levels fit them all
                    {rotate: true, sparsity: {topK: 1}, quantize: {bits: 2}} | rotate: goes not with sparsity.topK: rotation \
                    spreads what top-k picks; use randomSubset, or no rotation
                    {sparsity: {topK: 0.1, randomSubset: 0.1}}           | sparsity: expected one of topK, randomSubset, found a section with topK, \
                    randomSubset; to replace one by the other, give the whole: sparsity={ randomSubset: 0.1 }
                    {sparsity: {}}                                       | sparsity: expected one of topK, randomSubset, found an empty section
                    {sparsity: {topK: 0}}                                | sparsity.topK: expected a number above 0 and at most 1, \
                    found 0
                    {quantize: {bits: 17}}                               | quantize.bits: expected a whole number 2..16, found 17
                    {quantize: {}}                                       | quantize.bits: is missing; expected 2..16: of one value
                    {sparsity: topK}                                     | sparsity: needs settings, as in { topK: 0.04 }
                    {sparsity: {topk: 0.1}}                              | sparsity.topk: expected one of topK, randomSubset, \
                    found 'topk'; did you mean 'topK'?
                    {quantize: {bits: 4, bit: 3}}                        | quantize.bit: unknown key; allowed in \
                    update.codec.quantize: bits, range; did you mean 'bits'?
                    {quantize: {bits: 8, range: 64.5}}                   | quantize.range: is 64.5, but update.bound is 64; a \
                    range is at most the bound
                    {quantize: {bits: 8}, errorFeedback: maybe}          | errorFeedback: expected true or false, found 'maybe'
                    {quantise: {bits: 8}, sparsity: {topK: 0.1}}         | quantise: unknown key; allowed in update.codec: \
                    sparsity, rotate, quantize, encoding, errorFeedback; did you mean 'quantize'?
                    """)
    void whatIsImpossibleIsSaidWithItsKey(String text, String expected) {
        ConfigException refused = assertThrows(ConfigException.class, () -> codec(text));
        String message = refused.getMessage();
        assertEquals("update.codec." + expected, message.substring(message.indexOf(": update.codec.") + 2));
    }

    @Test
    void anUnknownDownloadIsRefused() {
        assertEquals("--set update.download=fp16: update.download: expected one of float32, bf16, int8, found 'fp16'",
                assertThrows(ConfigException.class, () -> update("update.download=fp16")).getMessage());
    }
}
