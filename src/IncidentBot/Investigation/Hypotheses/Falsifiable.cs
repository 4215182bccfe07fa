namespace IncidentBot.Investigation.Hypotheses;

/// <summary>
/// Whether a test can prove a hypothesis wrong. It can where the words name a component and what it does there (a scan, a leak, a limit),
/// or a change and what was seen of it; a symptom alone ("the database is slow") can't be wrong, so it says nothing. The words are read
/// once, from left to right.
/// </summary>
/// <param name="Question">The one question that makes it specific; null: it is specific.</param>
internal sealed record Falsifiable(string? Question)
{
    private const int MostWords = 120;

    /// <summary>Whether nothing can prove it wrong yet.</summary>
    public bool IsVague => Question is not null;

    /// <summary>Reads what is known of a hypothesis.</summary>
    public static Falsifiable Of(HypothesisTerms terms)
    {
        var signs = new Signs();
        signs.Read(terms.Text);
        if (terms.Change is { } change)
            signs.Read(change);
        if (terms.Component is { Length: > 0 } component)
            signs.Component = component;
        signs.HasChange |= terms.Change is { Length: > 0 };
        signs.HasObservation |= terms.Observed.Count > 0;
        return new Falsifiable(QuestionOf(signs));
    }

    private static string? QuestionOf(Signs signs) => (signs.Component, signs.HasMechanism, signs.HasChange, signs.HasObservation) switch
    {
        (not null, true, _, _) or (_, _, true, true) => null,
        (_, _, true, false) => "What would that change have done, and where was it seen?",
        (null, true, _, _) => "In which component: which service, query, pool or host?",
        (null, _, _, _) => "Which component is it, and what does it do: which query, limit, setting or change?",
        ({ } component, _, _, _) =>
            $"What in {Named(component)} would do that, and since when: which query, limit, setting or change?",
    };

    private static string Named(string component) => Language.OneLine.Of(component, 40);

    /// <summary>What was found in the words.</summary>
    private sealed class Signs
    {
        public string? Component { get; set; }

        public bool HasMechanism { get; private set; }

        public bool HasChange { get; set; }

        public bool HasObservation { get; set; }

        public void Read(string text)
        {
            var words = text.Split((char[]?)null, MostWords, StringSplitOptions.RemoveEmptyEntries).Select(TestWord.Of)
                .Where(word => word.Text.Length > 0).ToList();
            var isIndefinite = words.Exists(word => HypothesisWords.Indefinite.Contains(word.Text));
            var before = TestWord.None;
            foreach (var word in words)
            {
                Add(word, before, isIndefinite);
                before = word;
            }
        }

        // One word is never both where it happens and what happens there.
        private void Add(TestWord word, TestWord before, bool isIndefinite)
        {
            var both = $"{before.Text} {word.Text}";
            if (HypothesisWords.MechanismPairs.Contains(both) || word.IsIn(HypothesisWords.Mechanisms))
                HasMechanism = true;
            else if (word.IsNamedThing || word.IsIn(HypothesisWords.Components))
                Component ??= word.Shown;

            HasChange |= word.IsVersion || word.IsIn(HypothesisWords.Changes) || (!isIndefinite && word.IsIn(HypothesisWords.ChangeVerbs));
            HasObservation |= word.IsFigure || word.IsIn(HypothesisWords.Symptoms) || HypothesisWords.SymptomPairs.Contains(both);
        }
    }
}
