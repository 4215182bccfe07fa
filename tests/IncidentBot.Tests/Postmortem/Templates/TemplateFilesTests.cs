using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Tests.Postmortem.Templates;

/// <summary>What is wrong with the files that the settings name stops the start, with the key, the file and the place.</summary>
public sealed class TemplateFilesTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_files_nothing_is_read() => Assert.Equal((0, null), Read(new PostmortemOptions { Template = " " }));

    [Fact]
    public void Each_kind_of_draft_has_its_own_file_and_the_other_stays_as_usual()
    {
        Write("light.hbs", "# L\n\n## A\n"u8.ToArray());

        var (problems, templates) = Read(new PostmortemOptions { LightTemplate = "light.hbs" });

        Assert.Equal(0, problems);
        Assert.Equal("A", Assert.Single(templates!.Light.Titles).Title);
        Assert.Same(DraftTemplates.Usual.Full, templates.Full);
    }

    [Fact]
    public void A_file_may_begin_with_a_mark_of_its_encoding_and_have_the_line_ends_of_windows()
    {
        Write("own.hbs", [0xEF, 0xBB, 0xBF, .. "# {{id}}\r\n\r\n{{#if isOpen}}\r\nopen\r\n{{/if}}\r\n## A\r\n"u8]);

        var (problems, templates) = Read(new PostmortemOptions { Template = "own.hbs" });

        Assert.Equal(0, problems);
        Assert.Equal("# INC-7\n\n## A\n", PostmortemDocument.Assemble(SampleRecord.Rich with { Templates = templates! }));
    }

    [Fact]
    public void A_mistake_is_said_with_key_file_line_and_column()
    {
        Write("own.hbs", "## A\n\n{{#each actions}}\n- {{wrds}}\n{{/each}}\n"u8.ToArray());

        Assert.Equal(
            ["Postmortem:Template: own.hbs, line 4, column 3: {{wrds}} is unknown here; did you mean {{words}}?"],
            TemplateFiles.AddTo(new PostmortemOptions { Template = "own.hbs" }, folder.Path));
    }

    [Theory]
    [InlineData("missing.hbs", "can't be read")]
    [InlineData("large.hbs", "is larger than 64 KiB.")]
    [InlineData("latin.hbs", "isn't in UTF-8; save it so.")]
    [InlineData(".", "can't be read")]
    public void A_file_that_can_t_be_used_says_why_and_what_one_looks_like(string name, string reason)
    {
        Write("large.hbs", new byte[DraftTemplate.LargestFile + 1]);
        Write("latin.hbs", [(byte)'#', 0xE4]);

        var problem = Assert.Single(TemplateFiles.AddTo(new PostmortemOptions { LightTemplate = name }, folder.Path));

        Assert.StartsWith($"Postmortem:LightTemplate: {name} {reason}", problem, StringComparison.Ordinal);
        Assert.EndsWith("It must be a template such as the command \"template show\" prints.", problem, StringComparison.Ordinal);
    }

    private (int Problems, DraftTemplates? Templates) Read(PostmortemOptions options) => (TemplateFiles.AddTo(options, folder.Path).Count, options.OwnTemplates);

    private void Write(string name, byte[] content) => File.WriteAllBytes(System.IO.Path.Combine(folder.Path, name), content);
}
