namespace IncidentBot.Chat;

/// <summary>
/// Messages and forms in which every part stands that the bot has, as short and as long as it may get: what a platform takes of these, it
/// takes of whatever the bot says, since nothing else is ever put into a message or a form.
/// </summary>
public static class CardSamples
{
    private const int Long = 20_000;
    private const int ManyChoices = 150;
    private const int ManyFields = 12;
    private const int ManyButtons = 30;
    private static readonly Uri Address = new("https://example.com/a?b=1&c=<2>");
    private static readonly DateTimeOffset Instant = DateTimeOffset.UnixEpoch.AddYears(56);

    /// <summary>Messages, each by what it is a sample of.</summary>
    public static IReadOnlyDictionary<string, Card> Cards { get; } = new Dictionary<string, Card>(StringComparer.Ordinal)
    {
        ["a message with every part"] = new("Every part", [.. Parts("Words with <marks> & *stars*", buttons: 3)]),
        ["the longest message"] = new(new string('界', Long), [.. Parts(new string('界', Long), ManyButtons)]),
        ["a message of one sentence"] = Card.Of("One sentence, with <marks> & *stars*."),
    };

    /// <summary>Forms, each by what it is a sample of.</summary>
    public static IReadOnlyDictionary<string, Form> Forms { get; } = new Dictionary<string, Form>(StringComparer.Ordinal)
    {
        ["a form with every question"] = Form("Question", "A hint", choices: 3),
        ["the longest form"] = Form(new string('w', Long), new string('h', Long), ManyChoices),
    };

    private static IEnumerable<CardPart> Parts(string words, int buttons) =>
    [
        new Heading(words),
        new Paragraph(Spans(words)),
        new Paragraph("With a button", Beside: Button(0, words)),
        new Paragraph("With a menu", Menu: new Menu([.. Enumerable.Range(0, 5).Select(number => Button(number, words))])),
        new Fields([.. Enumerable.Range(1, ManyFields).Select(number => new Field($"Field {number}", Spans(words)))]),
        new SmallPrint(Spans(words)),
        new Rule(),
        new Checks(
            "sample", "INC-1 1",
            [
                .. Enumerable.Range(1, Checks.Most).Select(
                    number => new Box($"{number}", $"{number} {words}", number == 1, Spans(words), Button(number, words))),
            ]),
        Chart(words, points: buttons == 3 ? 12 : 240, lines: buttons == 3 ? 2 : 30),
        Chart($"{words} 2", points: 1, lines: 1),
        new Buttons([.. Enumerable.Range(0, buttons).Select(number => Button(number, words))]),
    ];

    private static RichText Spans(string words) => RichText.Of(words).Bold("bold").Struck("struck").Code("code").Command("help")
        .Person(new PersonId("U0000000"), "somebody").Channel(new ChannelId("C0000000"), "somewhere").Time(Instant).Link(Address, words);

    private static Chart Chart(string words, int points, int lines) => new(
        words, words, "ms", [.. Enumerable.Range(0, points).Select(minute => Instant.AddMinutes(minute))],
        [
            .. Enumerable.Range(1, lines).Select(line => new ChartLine(
                $"{words} {line}", [.. Enumerable.Range(0, points).Select(point => point % 5 == 4 ? (double?)null : point * line / 3.0)])),
        ],
        words);

    private static Button Button(int number, string words) => new(
        "sample", number == 0 ? words : $"Button {number}", $"INC-1 {number}", (ButtonStyle)(number % 3), number == 0 ? words : null,
        number == 0 ? words : null);

    private static Form Form(string question, string hint, int choices) => new("sample", question, question, "INC-1",
    [
        new TextField("words", question, hint),
        new TextField("lines", question, hint, Optional: true, Initial: hint, Multiline: true, MaxLength: 500),
        new ChoiceField(
            "choice", question, [.. Enumerable.Range(1, choices).Select(number => new Choice($"{number}", $"{number} {question}"))], hint,
            Initial: "1"),
        new ChecksField(
            "checks", question, [.. Enumerable.Range(1, 10).Select(number => new Choice($"{number}", $"{number} {question}"))], hint,
            Initial: ["1"]),
        new PersonField("person", question, hint, Optional: true),
        new PersonField("picked", question, hint) { Initial = new PersonId("U0000000") },
    ])
    {
        Intro = Spans(question),
    };
}
