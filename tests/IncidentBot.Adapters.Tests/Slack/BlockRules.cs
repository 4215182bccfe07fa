using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Slack's limits again, in figures of their own, so that a slip in the renderer's table shows.</summary>
internal static partial class BlockRules
{
    public static void Check(SlackMessage message)
    {
        Assert.InRange(message.Text.Length, 1, 4000);
        CheckMrkdwn(message.Text);
        Assert.InRange(message.Blocks.Count, 0, 50);
        var json = SlackBlocksTests.Blocks(message);
        Assert.DoesNotContain("\\uFFFD", json, StringComparison.OrdinalIgnoreCase);
        Assert.True(json.Length - (10 * EscapedPair().Count(json)) <= 12_000, "all blocks together");
        foreach (var block in message.Blocks) Check(block);
        var menus = message.Blocks.OfType<SectionBlock>().Select(section => section.Accessory).OfType<OverflowElement>().ToList();
        foreach (var menu in menus) Check(menu);
        var ids = message.Blocks.SelectMany(Buttons).Select(button => button.ActionId).Concat(menus.Select(menu => menu.ActionId)).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Distinct(message.Blocks.OfType<ActionsBlock>().Select(actions => actions.BlockId).OfType<string>());
    }

    public static IEnumerable<ButtonElement> Buttons(SlackBlock block) => block switch
    {
        ActionsBlock actions => actions.Elements.OfType<ButtonElement>(),
        SectionBlock { Accessory: ButtonElement beside } => [beside],
        _ => [],
    };

    /// <summary>Every escape, every mention and every character is whole.</summary>
    public static void CheckMrkdwn(string text)
    {
        Assert.True(text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar), "a character was cut");
        var rest = Token().Replace(text, string.Empty);
        Assert.DoesNotContain('<', rest);
        Assert.DoesNotContain('>', rest);
        Assert.DoesNotContain('&', Escape().Replace(rest, string.Empty));
    }

    private static void Check(SlackBlock block)
    {
        switch (block)
        {
            case HeaderBlock header:
                Assert.InRange(header.Text.Text.Length, 1, 150);
                break;
            case SectionBlock section:
                Assert.True(section.Text is not null || section.Fields is { Count: > 0 });
                if (section.Text is not null) CheckText(section.Text, 3000);
                Assert.InRange(section.Fields?.Count ?? 0, 0, 10);
                foreach (var field in section.Fields ?? []) CheckText(field, 2000);
                break;
            case ContextBlock context:
                Assert.InRange(context.Elements.Count, 1, 10);
                foreach (var element in context.Elements) CheckText(element, 3000);
                break;
            case ActionsBlock actions:
                Assert.InRange(actions.Elements.Count, 1, 25);
                foreach (var boxes in actions.Elements.OfType<CheckboxesElement>()) Check(boxes, actions.BlockId!);
                break;
        }

        foreach (var button in Buttons(block)) Check(button);
    }

    private static void Check(OverflowElement menu)
    {
        Assert.InRange(menu.Options.Count, 1, 5);
        foreach (var option in menu.Options)
        {
            Assert.InRange(option.Text.Text.Length, 1, 75);
            Assert.InRange(option.Value.Length, 1, 75);
        }
    }

    private static void Check(CheckboxesElement boxes, string block)
    {
        Assert.InRange(block.Length, 1, 255);
        Assert.InRange(boxes.Options.Count, 1, 10);
        Assert.Distinct(boxes.Options.Select(option => option.Value));
        foreach (var option in boxes.Options)
        {
            Assert.InRange(option.Text.Text.Length, 1, 75);
            Assert.InRange(option.Value.Length, 1, 75);
            if (option.Description is { } note) Assert.InRange(note.Text.Length, 1, 75);
            if (option.Description is MrkdwnObject formatted) CheckMrkdwn(formatted.Text);
        }

        if (boxes.InitialOptions is not { } ticked) return;
        Assert.NotEmpty(ticked);
        Assert.All(ticked, one => Assert.Contains(boxes.Options, option => ReferenceEquals(option, one)));
    }

    private static void CheckText(TextObject text, int max)
    {
        Assert.InRange(text.Text.Length, 1, max);
        CheckMrkdwn(text.Text);
    }

    private static void Check(ButtonElement button)
    {
        Assert.InRange(button.ActionId.Length, 1, 255);
        Assert.InRange(button.Text.Text.Length, 1, 75);
        Assert.InRange(button.Value?.Length ?? 1, 1, 2000);
        if (button.Confirm is null) return;
        Assert.InRange(button.Confirm.Title.Text.Length, 1, 100);
        Assert.InRange(button.Confirm.Text.Text.Length, 1, 300);
        Assert.InRange(button.Confirm.Confirm.Text.Length, 1, 30);
        Assert.InRange(button.Confirm.Deny.Text.Length, 1, 30);
    }

    [GeneratedRegex(@"<(@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!date\^\d+\^[^|<>]+\|[^|<>]+|https?://[^|<>\s]+\|[^|<>\n]+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("&(amp|lt|gt);", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"\\u[dD][89abAB]..\\u[dD][c-fC-F]..", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EscapedPair();
}
