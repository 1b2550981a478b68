namespace EmpathyLedger.Web.Operations.Commands;

/// <summary>How far it is, on the error output: one line that moves in a terminal, a line now and then in a log.</summary>
internal sealed class CommandProgress : IProgress<int>
{
    private const int RowsBetweenLines = 5_000;

    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private int _told;
    private bool _isOpen;

    void IProgress<int>.Report(int value) => Count(value, "written");

    public void Count(int rows, string done)
    {
        if (_isTerminal)
        {
            Console.Error.Write($"\r{rows} {done}");
            _isOpen = true;
        }
        else if (rows - _told >= RowsBetweenLines || (_told == 0 && rows > 0))
        {
            Console.Error.WriteLine($"{rows} {done}");
            _told = rows;
        }
    }

    public void End()
    {
        if (_isOpen)
        {
            Console.Error.WriteLine();
        }

        (_isOpen, _told) = (false, 0);
    }
}
