package org.voxpost.app.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

/** Configurations that tests write down. */
final class ConfigTexts {

    private ConfigTexts() {}

    static Config parse(String text) throws ConfigException {
        return ConfigFile.parse("test.yaml", text, Config.DEFAULT);
    }

    static List<Problem> problems(String text) {
        return catchThrowableOfType(ConfigException.class, () -> parse(text)).problems();
    }
}
