package io.aiprism.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassPathWeightTest {
    @ParameterizedTest
    @EnumSource
    void a_class_path_has_no_more_jars_than_it_may(ClassPathWeight weight) {
        assertThat(weight.jars()).allMatch(Files::exists).hasSizeLessThanOrEqualTo(weight.goalJars());
    }

    @ParameterizedTest
    @EnumSource
    void a_class_path_is_no_larger_than_it_may_be(ClassPathWeight weight) {
        assertThat(weight.bytes()).isPositive().isLessThanOrEqualTo(weight.goalBytes());
    }

    @ParameterizedTest
    @EnumSource
    void what_it_is_for_is_on_it(ClassPathWeight weight) {
        assertThat(weight.jars()).anyMatch(jar -> jar.toString().contains("prism-bedrock"));
        assertThat(weight.jars()).noneMatch(jar -> jar.toString().contains("netty"));
    }
}
