#define PY_SSIZE_T_CLEAN
#include <Python.h>

static long ticks;

/* tick returns 1 the first time it is called, 2 the second time, and so on. */
static PyObject *tick(PyObject *self, PyObject *args) { return PyLong_FromLong(++ticks); }

static PyMethodDef methods[] = {
    {"tick", tick, METH_NOARGS, "How often this was called."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "ticker", "Counts how often it was asked.", -1, methods};

PyMODINIT_FUNC PyInit_ticker(void) { return PyModule_Create(&definition); }
