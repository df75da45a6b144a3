using System.Diagnostics;

namespace IdentityGrains.Torture.Given;

/// <summary>What a process says in all its lives: the last lines at hand, everything in a file where one is named.</summary>
internal sealed class ProcessVoice(string? log)
{
    private const int LinesKept = 40;

    private readonly Queue<string> _said = new();

    /// <summary>The last lines.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join(Environment.NewLine, _said);
            }
        }
    }

    /// <summary>Starts a process and listens to it, also for its end.</summary>
    public Process Start(ProcessStartInfo start, Action<Process> exited)
    {
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Exited += (_, _) => exited(process);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        Assert.True(process.Start());
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_said)
        {
            if (log is not null)
            {
                File.AppendAllLines(log, [line]);
            }

            _said.Enqueue(line);
            if (_said.Count > LinesKept)
            {
                _said.Dequeue();
            }
        }
    }
}
