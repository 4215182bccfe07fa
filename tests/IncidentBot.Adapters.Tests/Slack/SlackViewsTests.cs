using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackViewsTests
{
    private static readonly ViewOrigin Origin = new("C100", "1.2", "sealed", null);

    [Fact]
    public void A_form_renders_as_approved()
    {
        var form = new Form("start", "Start an incident", "Start", "INC-7|assess-1", [
            new TextField("title", "What is wrong?", "In one line.", MaxLength: 200),
            new ChoiceField("severity", "How bad is it?", [new Choice("1", "1 critical"), new Choice("2", "2 major")], Initial: "2"),
            new TextField("impact", "Who is affected?", Optional: true, Initial: "EU customers", Multiline: true),
        ]);
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(SlackViews.Render(form, Origin), SlackJson.Wire.SlackView));
        var readable = JsonSerializer.Serialize(json.RootElement, new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Approved.Check("tests/IncidentBot.Adapters.Tests/Slack/Approved/form.json", readable + "\n");
    }

    [Fact]
    public void A_question_for_a_person_is_a_list_of_people()
    {
        var view = SlackViews.Render(new Form("assign_step", "Assign a step", "Assign it", "7|started", [new PersonField("person", "Who does it?")]), Origin);
        Assert.Contains("\"element\":{\"type\":\"users_select\",\"action_id\":\"person\"}", JsonSerializer.Serialize(view, SlackJson.Wire.SlackView), StringComparison.Ordinal);
    }

    [Fact]
    public void Random_forms_stay_within_every_limit()
    {
        var random = new Random(11);
        for (var round = 0; round < 60; round++)
        {
            var form = new Form("f", RandomText.Make(random, 40), RandomText.Make(random, 30), RandomText.Make(random, 60), [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => Field(random, i))]);
            var view = SlackViews.Render(form, Origin);
            Assert.InRange(view.Title.Text.Length, 1, 24);
            Assert.InRange(view.Submit!.Text.Length, 1, 24);
            Assert.InRange(view.PrivateMetadata.Length, 1, 3000);
            Assert.Equal(form.Context, SlackViews.ReadOrigin(view.PrivateMetadata).Context);
            Assert.All(view.Blocks.Cast<InputBlock>(), Check);
        }
    }

    [Fact]
    public void A_question_without_choices_is_not_asked() =>
        Assert.Empty(SlackViews.Render(new Form("f", "T", "S", "", [new ChoiceField("service", "Which?", [])]), Origin).Blocks);

    [Fact]
    public void More_choices_than_fit_are_counted()
    {
        var form = new Form("f", "T", "S", "", [new ChoiceField("service", "Which?", [.. Enumerable.Range(0, 120).Select(i => new Choice($"{i}", $"{i}"))], "Pick one.")]);
        var block = (InputBlock)SlackViews.Render(form, Origin).Blocks[0];
        Assert.Equal(100, ((SelectElement)block.Element).Options.Count);
        Assert.Equal("Pick one. … shortened: the first 100 of 120 are shown.", block.Hint!.Text);
    }

    [Fact]
    public void A_context_too_long_to_carry_is_an_error_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => SlackViews.Render(new Form("f", "T", "S", new string('c', 3000), []), Origin));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("This is for you!", "This is for you!")]
    [InlineData("null", "null")]
    [InlineData("""{"channel":"C1","context":"x"}""", "x")]
    public void The_metadata_of_a_foreign_form_is_its_context(string? metadata, string? context) =>
        Assert.Equal(context, SlackViews.ReadOrigin(metadata).Context);

    private static FormField Field(Random random, int i) => random.Next(2) == 0
        ? new TextField($"f{i}", RandomText.Make(random, 400), RandomText.Make(random, 400), random.Next(2) == 0, RandomText.Make(random, 1500), true, random.Next(1, 5000))
        : new ChoiceField($"f{i}", RandomText.Make(random, 10), [.. Enumerable.Range(0, random.Next(1, 130)).Select(n => new Choice($"v{n}", RandomText.Make(random, 40)))]);

    private static void Check(InputBlock block)
    {
        Assert.InRange(block.Label.Text.Length, 1, 2000);
        Assert.InRange(block.Hint?.Text.Length ?? 0, 0, 2000);
        switch (block.Element)
        {
            case TextInputElement text:
                Assert.InRange(text.MaxLength, 1, 3000);
                Assert.InRange(text.InitialValue?.Length ?? 0, 0, text.MaxLength);
                break;
            case SelectElement select:
                Assert.InRange(select.Options.Count, 1, 100);
                Assert.All(select.Options, option => Assert.InRange(option.Text.Text.Length, 1, 75));
                break;
        }
    }
}
