using System.Text.Json.Serialization;

namespace IncidentBot.Chat;

/// <summary>A message of the bot: parts that each platform renders within its limits, and the same in plain words.</summary>
/// <param name="Text">
/// All that matters in plain words; notifications and screen readers get only this. Never the same for two messages of a channel.
/// </param>
/// <param name="Parts">What is shown, from top to bottom; empty: only the text is shown.</param>
public sealed record Card(string Text, IReadOnlyList<CardPart> Parts)
{
    /// <summary>A card that is only a sentence.</summary>
    public static Card Of(string text) => new(text, []);

    /// <summary>A card that is only a paragraph, with the formatted pieces of an interpolated string.</summary>
    public static Card Of(RichTextHandler text) => Of(text.Text);

    /// <summary>A card that is only a paragraph, with its commands, mentions, links and times.</summary>
    public static Card Of(RichText text) => new(text.ToPlainText(), [new Paragraph(text)]);

    /// <summary>The same with a further sentence in its first paragraph; a card without one says it in its text alone.</summary>
    public Card Saying(string sentence)
    {
        var first = Parts.OfType<Paragraph>().FirstOrDefault();
        return new Card(
            $"{Text} {sentence}",
            [.. Parts.Select(part => ReferenceEquals(part, first) ? first with { Text = first.Text.Plain($" {sentence}") } : part)]);
    }
}

/// <summary>One part of a <see cref="Card"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Fields), "fields")]
[JsonDerivedType(typeof(SmallPrint), "small")]
[JsonDerivedType(typeof(Buttons), "buttons")]
[JsonDerivedType(typeof(Rule), "rule")]
[JsonDerivedType(typeof(Checks), "checks")]
[JsonDerivedType(typeof(Chart), "chart")]
public abstract record CardPart;

/// <summary>The card's headline; plain text.</summary>
public sealed record Heading(string Text) : CardPart;

/// <summary>A paragraph, with at most one button or one menu beside it.</summary>
public sealed record Paragraph(RichText Text, Button? Beside = null, Menu? Menu = null) : CardPart;

/// <summary>Short facts side by side: label and value each.</summary>
public sealed record Fields(IReadOnlyList<Field> Items) : CardPart;

/// <summary>One labelled fact of <see cref="Fields"/>.</summary>
public sealed record Field(string Label, RichText Value);

/// <summary>A line of lesser weight: sources, hints, when it was last changed.</summary>
public sealed record SmallPrint(RichText Text) : CardPart;

/// <summary>A row of buttons.</summary>
public sealed record Buttons(IReadOnlyList<Button> Items) : CardPart;

/// <summary>
/// Boxes that people tick and untick where they stand; each time comes back as a <see cref="BoxesChanged"/> with all that are ticked then.
/// </summary>
/// <param name="Action">What is wanted, one of the ids of the capability that it belongs to; the router switches on it.</param>
/// <param name="Value">
/// What the boxes are about and which state of it they show, as short as ids. Another for each state: under the same, a platform may go
/// on showing what a person ticked before.
/// </param>
/// <param name="Boxes">One to <see cref="Most"/>.</param>
public sealed record Checks(string Action, string Value, IReadOnlyList<Box> Boxes) : CardPart
{
    /// <summary>The most boxes that stand together.</summary>
    public const int Most = 10;
}

/// <summary>One box of <see cref="Checks"/>.</summary>
/// <param name="Key">Tells it from the others; comes back while it is ticked. At most 75 characters.</param>
/// <param name="Text">What stands beside it; too long a text is cut visibly.</param>
/// <param name="IsTicked">Whether it is ticked in this state.</param>
/// <param name="Note">A few words below it, such as who ticked it and when; too long ones are cut visibly. Null: none.</param>
/// <param name="Press">The button that does the same where the platform has no boxes.</param>
public sealed record Box(string Key, string Text, bool IsTicked, RichText? Note, Button Press);

/// <summary>A dividing line.</summary>
public sealed record Rule : CardPart;

/// <summary>A button; pressing it comes back as a <see cref="ButtonPressed"/>.</summary>
/// <param name="Action">What is wanted, one of the ids of the capability that it belongs to; the router switches on it.</param>
/// <param name="Label">What is on the button: a verb and a thing, in a few words; too long a label is cut visibly.</param>
/// <param name="Value">What the action is about, such as an incident and a step: only ids, since it can't be cut.</param>
/// <param name="Style">How much it stands out.</param>
/// <param name="Confirm">A question to be answered before the press counts; null: none.</param>
/// <param name="Spoken">
/// What screen readers say instead of the label, where several buttons are labelled alike; too long a text is cut visibly. Null: the label.
/// </param>
public sealed record Button(
    string Action, string Label, string Value, ButtonStyle Style = ButtonStyle.Plain, string? Confirm = null, string? Spoken = null);

/// <summary>A menu of further things to do, folded until it is opened; picking one comes back like the press of that button.</summary>
/// <param name="Items">
/// One to five; a platform without menus shows them as buttons. Values are as short as ids.
/// </param>
public sealed record Menu(IReadOnlyList<Button> Items);

/// <summary>How much a button stands out.</summary>
public enum ButtonStyle
{
    /// <summary>As any other.</summary>
    Plain,

    /// <summary>The one next thing to do.</summary>
    Primary,

    /// <summary>Something that is hard to take back.</summary>
    Danger,
}

/// <summary>A form that opens over the chat; submitting it comes back as a <see cref="FormSubmitted"/>.</summary>
/// <param name="Id">Which form it is, one of the ids of the capability that it belongs to; the router switches on it.</param>
/// <param name="Title">One to three words.</param>
/// <param name="Submit">What is on the button that sends it; one to three words.</param>
/// <param name="Context">
/// What it is about, handed back unchanged; at most what <see cref="ChatLimits.FormContext"/> says.
/// </param>
/// <param name="Fields">What is asked.</param>
public sealed record Form(string Id, string Title, string Submit, string Context, IReadOnlyList<FormField> Fields)
{
    /// <summary>What is said above the questions; null: nothing.</summary>
    public RichText? Intro { get; init; }
}

/// <summary>One question of a <see cref="Form"/>.</summary>
/// <param name="Name">Under this name the answer comes back, and errors are shown.</param>
/// <param name="Label">The question.</param>
/// <param name="Hint">A line of help below it; null: none.</param>
/// <param name="Optional">Whether it may stay empty.</param>
public abstract record FormField(string Name, string Label, string? Hint, bool Optional);

/// <summary>A question answered in words.</summary>
/// <param name="Name">Under this name the answer comes back, and errors are shown.</param>
/// <param name="Label">The question.</param>
/// <param name="Hint">A line of help below it; null: none.</param>
/// <param name="Optional">Whether it may stay empty.</param>
/// <param name="Initial">What stands in it at first; null: nothing.</param>
/// <param name="Multiline">Whether it takes several lines.</param>
/// <param name="MaxLength">So many characters at most, and what the platform takes; null: as many as it takes.</param>
public sealed record TextField(
    string Name, string Label, string? Hint = null, bool Optional = false, string? Initial = null, bool Multiline = false,
    int? MaxLength = null)
    : FormField(Name, Label, Hint, Optional);

/// <summary>A question answered by picking one of several choices; see <see cref="ChatLimits.Choices"/>.</summary>
public sealed record ChoiceField(
    string Name, string Label, IReadOnlyList<Choice> Choices, string? Hint = null, bool Optional = false, string? Initial = null)
    : FormField(Name, Label, Hint, Optional);

/// <summary>A question answered by ticking any of a few choices; the answer is their values with commas between.</summary>
/// <param name="Name">Under this name the answer comes back, and errors are shown.</param>
/// <param name="Label">The question.</param>
/// <param name="Choices">One to ten; no value has a comma in it.</param>
/// <param name="Hint">A line of help below it; null: none.</param>
/// <param name="Initial">The values that are ticked at first; null: none.</param>
public sealed record ChecksField(
    string Name, string Label, IReadOnlyList<Choice> Choices, string? Hint = null, IReadOnlyList<string>? Initial = null)
    : FormField(Name, Label, Hint, Optional: true)
{
    /// <summary>The values that were ticked.</summary>
    /// <param name="answer">The answer; null: nothing was ticked.</param>
    public static IReadOnlySet<string> Read(string? answer) =>
        (answer ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>The answer that these values make.</summary>
    public static string Write(IEnumerable<string> values) => string.Join(',', values);
}

/// <summary>A question answered by picking a person; the answer is the person's id.</summary>
/// <param name="Name">Under this name the answer comes back, and errors are shown.</param>
/// <param name="Label">The question.</param>
/// <param name="Hint">A line of help below it; null: none.</param>
/// <param name="Optional">Whether it may stay empty.</param>
public sealed record PersonField(string Name, string Label, string? Hint = null, bool Optional = false)
    : FormField(Name, Label, Hint, Optional)
{
    /// <summary>Who is picked at first; null: nobody.</summary>
    public PersonId? Initial { get; init; }
}

/// <summary>One choice: its value, and what people read.</summary>
public sealed record Choice(string Value, string Label);
