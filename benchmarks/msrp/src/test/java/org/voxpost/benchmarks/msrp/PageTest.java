package org.voxpost.benchmarks.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void sectionTakesThePlaceOfTheOneBefore() {
        String page = Page.with(Page.with("", "# One\n\n1\n"), "# Two\n\n2\n");
        assertThat(page).isEqualTo("# One\n\n1\n\n# Two\n\n2\n");
        assertThat(Page.with(page, "# One\n\nnew\n")).isEqualTo("# One\n\nnew\n\n# Two\n\n2\n");
        assertThat(Page.with(page, "# Two\n\nnew\n")).isEqualTo("# One\n\n1\n\n# Two\n\nnew\n");
    }
}
